# Read by every gdb that the Makefile starts, after it has connected.
set confirm off
set pagination off
set print pretty on
set print entry-values no
set history save off
python
import os
import sys
import gdb
here = os.path.join(os.path.dirname(gdb.current_progspace().filename),
                    "../../tools/gdb")
sys.path.insert(0, os.path.normpath(here))
for name in ("console.py", "k896.py"):
    gdb.execute("source " + os.path.join(sys.path[0], name))

end
# Where to stop first: `make debug AT=_start` stops at the very first
# instruction. A breakpoint in the debug registers, as the kernel is not in
# memory yet.
python gdb.execute("thbreak *&" + (os.environ.get("AT") or "start_kernel"))
continue

# Read by every gdb that the Makefile starts, after it has connected.
set confirm off
set pagination off
set print pretty on
set history save off
python
import os
import sys
import gdb
here = os.path.join(os.path.dirname(gdb.current_progspace().filename),
                    "../../tools/gdb")
sys.path.insert(0, os.path.normpath(here))
for name in ("console.py", "k896.py"):
    script = os.path.join(sys.path[0], name)
    if os.path.exists(script):
        gdb.execute("source " + script)
end
# A breakpoint in the debug registers: the kernel is not in memory yet.
thbreak start_kernel
continue

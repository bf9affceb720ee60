/* user_more.c - the second file of user.ko, above its directory. */
int base_number(void);
int more(void);

int more(void)
{
	return base_number() + 1;
}

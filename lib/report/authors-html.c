#include "report/authors.h"
void authors_html(const struct authors_view *v)
{
	(void)v;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/handle.h"

#include "cli/config.h"

#define LINK_BASE "https://lore.kernel.org/r/"

const char *link_base(void)
{
	const char *base = config_string("kvm.linkBase");

	return base ? base : LINK_BASE;
}

static void shorten(const struct record *record, char out[HANDLE_SIZE], void *data)
{
	source_shorten(data, record, out);
}

struct handles handles_of(struct source *source)
{
	return (struct handles){ shorten, source, link_base() };
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mail/remark.h"

static const char *const kind_names[] = {
	[REMARK_APPLIED] = "applied", [REMARK_WITHDRAWN] = "withdrawn", [REMARK_NACK] = "nack",
	[REMARK_SCOPE] = "scope",     [REMARK_LISTED] = "listed",	[REMARK_ASKS] = "asks",
};

const char *remark_kind_name(enum remark_kind kind)
{
	return kind_names[kind];
}

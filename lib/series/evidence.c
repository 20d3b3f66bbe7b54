/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/evidence.h"

const char *link_evidence_name(enum link_evidence evidence)
{
	static const char *const names[] = {
		[LINK_OVERRIDE] = "override", [LINK_CHANGE_ID] = "change-id",
		[LINK_DECLARED] = "declared", [LINK_REPLY] = "reply",
		[LINK_TITLE] = "title",	      [LINK_PATCHES] = "patches",
		[LINK_PATHS] = "paths",
	};

	return names[evidence];
}

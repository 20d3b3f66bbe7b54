/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/error.h"

#include "late/git.h"

const char *inbox_git_message(void)
{
	const git_error *last = git_error_last();

	return last && last->message ? last->message : "unknown error";
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/reason.h"

#define LAST_ERRNO 133 /* of Linux; where there are fewer, those are unknown errors */

const char *reason_of_file_error(const GError *error)
{
	for (int number = 1; error->domain == G_FILE_ERROR && number <= LAST_ERRNO; number++)
		if (error->code != G_FILE_ERROR_FAILED &&
		    (int)g_file_error_from_errno(number) == error->code)
			return g_strerror(number);
	return error->message;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/me.h"

#include <string.h>
#include "cli/config.h"

bool means_me(const char *text)
{
	return !strcmp(text, "me") || !strcmp(text, "@me");
}

GPtrArray *my_addresses(void)
{
	const char *const *known = config_all("kvm.me");
	const char *email = config_string("user.email");
	GPtrArray *emails = g_ptr_array_new_with_free_func(g_free);

	for (; known && *known; known++)
		if (**known)
			g_ptr_array_add(emails, g_strdup(*known));
	if (email && *email)
		g_ptr_array_add(emails, g_strdup(email));
	return emails;
}

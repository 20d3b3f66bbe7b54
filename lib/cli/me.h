/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_ME_H
#define CLI_ME_H

#include <stdbool.h>
#include <glib.h>

/* Whether an argument that names a person is "me" or "@me". */
bool means_me(const char *text);

/* Who that is: the values of kvm.me, and user.email (char *). Free with g_ptr_array_unref(). Behind
 * config_start(). */
GPtrArray *my_addresses(void);

#endif

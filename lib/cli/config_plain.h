/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_CONFIG_PLAIN_H
#define CLI_CONFIG_PLAIN_H

#include <glib.h>

/*
 * What `git config -z --show-origin --list` prints, byte for byte, read out of the files that it
 * reads: where everything is as it usually is, which saves a process. NULL where git has to be
 * asked, since it knows more: of what was given on its command line, of files that include others,
 * of unusual repositories, of mistakes. Free with g_string_free().
 */
GString *config_plain(void);

#endif

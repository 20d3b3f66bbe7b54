/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MAIL_TITLEKEY_H
#define MAIL_TITLEKEY_H

#include "mail/pool.h"

/*
 * What two titles have in common when they are one: ASCII letters in lower case, runs of white
 * space as one space, none at the ends. Lives in pool.
 */
const char *title_key(struct pool *pool, const char *title);

#endif

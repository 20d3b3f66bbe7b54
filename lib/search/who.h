/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_WHO_H
#define SEARCH_WHO_H

#include "cli/source.h"

/*
 * Whom a <who> on the command line names: a part of a name or address in any case; of "me" the
 * addresses of kvm.me (several values) and user.email, whole ones. Exits where it is empty (129) or
 * nobody knows who "me" is (128); option is named then. Behind config_start(). Free with
 * who_free().
 */
struct who *who_new(const char *text, const char *option);
void who_free(struct who *who);

/* Puts the addresses of "me" right by the mailmap, as those of mails are. */
void who_put_right(struct who *who, const struct source *source);

bool who_is(const struct who *who, const struct person *person);

#endif

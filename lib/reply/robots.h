/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_ROBOTS_H
#define REPLY_ROBOTS_H

#include "mime/address.h"
#include "mime/mail.h"

/*
 * Whether a program wrote the mail and no person: by the table of known robots (build and test
 * robots, syzbot, patchwork's and tip's bots), a local part that ends in "-bot", a robot's name in
 * X-Mailer, or by Auto-Submitted (RFC 3834, section 5: any value but "no").
 */
bool robot_wrote(const struct mail *mail, const struct person *sender);

/* Whether the address is that of a program, by the table of known robots. */
bool robot_person(const char *email);

/*
 * Whether an address matches one of globs ("ci@example.org", "*-bot@*", NULL-terminated), in which
 * "*" and "?" have their usual meaning and case does not matter.
 */
bool robot_address(const char *const *globs, const char *email);

#endif

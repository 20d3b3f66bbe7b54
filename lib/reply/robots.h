/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_ROBOTS_H
#define REPLY_ROBOTS_H

#include "mime/address.h"
#include "mime/mail.h"

/*
 * Whether a program wrote the mail and no person: by its sender (one that a list has rewritten put
 * right before), a robot's name in X-Mailer, or Auto-Submitted (RFC 3834, section 5: any value but
 * "no").
 */
bool robot_wrote(const struct mail *mail, const struct person *sender);

/*
 * Whether the text says so itself where the mail bears a person's name: it begins with a line in
 * brackets that ends in the word "bot" ("[ Ada's backport helper bot ]"), or one of its first three
 * lines, blank ones aside, begins "This is an automated …" or "automatic …".
 */
bool robot_says_so(struct slice text);

/*
 * Whether that is a program: by a name that ends in "bot" or "robot" as a word in small letters, or
 * in "CI", or is that of a known one; or by an address of the table of known robots, or whose local
 * part ends in "-bot". An address that a person shares with the robot he runs is not in the table:
 * there the name tells.
 */
bool robot_person(const struct person *person);

/* The same by the name alone. */
bool robot_name(const char *name);

/*
 * Whether an address matches one of globs ("ci@example.org", "*-bot@*", NULL-terminated), in which
 * "*" and "?" have their usual meaning and case does not matter.
 */
bool robot_address(const char *const *globs, const char *email);

#endif

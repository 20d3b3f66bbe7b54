/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_CONFIG_H
#define CLI_CONFIG_H

#include <stdbool.h>
#include "cli/options.h"

/*
 * git's configuration as git itself reads it (files, includes, `git -c`, GIT_CONFIG_COUNT …). Where
 * all of it is in files that read one way only it is read here (config_plain.h), else by one
 * `git config --list`. That is started by config_start(), runs beside whatever we do, and is
 * waited for by the first question; without config_start() the first question starts it.
 *
 * Keys are written as in the manual, "kvm.topAuthors": section and variable match in any case, a
 * subsection exactly. Of a key that is there several times the last one counts, as in git. A value
 * that is not of the kind asked for is fatal, and so is a config git cannot read.
 * Strings live until config_release().
 */
void config_start(void);

bool config_has(const char *key);

/* The value; NULL where the key is not set. A key without "=" is fatal: "missing value for 'key' in
 * file …".
 */
const char *config_string(const char *key);

/* All values of a key in git's order, NULL-terminated; NULL where it is not set. */
const char *const *config_all(const char *key);

/* A file name with git's "~/" and "~user/" expanded; NULL where the key is not set. */
const char *config_path(const char *key);

/* The same of a value that was read already: lives until the end of the process. */
const char *config_expand_user(const char *value);

/* Calls each with all keys that are set, as git lists them, and with all files that they stand in.
 */
void config_each_key(void (*each)(const char *key, void *data), void *data);
void config_each_file(void (*each)(const char *path, void *data), void *data);

/* true, yes, on, a number but 0, no "=" at all; false, no, off, 0, "". */
bool config_bool(const char *key, bool fallback);

/* 0 or 1, fallback where the key is not set, and -1 where the value is no boolean. */
int config_maybe_bool(const char *key, int fallback);

/* A number that fits an unsigned; k, m and g multiply by 1024 and so on. */
unsigned config_uint(const char *key, unsigned fallback);

/* The value that choices give the name; fatal with the list of names where it is not among them. */
int config_choice(const char *key, const struct option_choice *choices, int fallback);

/*
 * For a value that is looked at elsewhere, of a key that is set: "fatal: bad config value 'x' for
 * 'log.date' in file /home/ada/.gitconfig: expected …".
 */
G_NORETURN void config_die(const char *key, const char *expected);

/* The address that git would commit with, as far as it is told; NULL where nothing tells it. */
const char *committer_email(void);

void config_release(void);

#endif

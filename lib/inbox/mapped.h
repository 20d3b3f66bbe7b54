/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_MAPPED_H
#define INBOX_MAPPED_H

#include <stddef.h>
#include "inbox/pack.h"

/*
 * The packs that are there when an inbox is opened, each mapped when it is first asked. What comes
 * later is not among them, and one that cannot be used is as if it were not there. Threads share
 * them.
 */
struct mapped;

struct mapped *mapped_new(void);

/* Those of a folder of objects. */
void mapped_add(struct mapped *mapped, const char *objects_dir);

void mapped_free(struct mapped *mapped);

size_t mapped_count(const struct mapped *mapped);

/* NULL where it cannot be used. */
const struct pack *mapped_pack(struct mapped *mapped, size_t number);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_TITLEKEY_H
#define PATCH_TITLEKEY_H

#include "text/pool.h"

/*
 * What two titles have in common when they are one: ASCII letters in lower case, no white space,
 * since mailers fold subjects where there was none. Lives in pool.
 */
const char *title_key(struct pool *pool, const char *title);

/* "Fix it" of "KVM: arm64: vgic: Fix it": maintainers change what stands in front of it. */
const char *title_tail(const char *title);

#endif

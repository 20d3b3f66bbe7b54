/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "late/crypto.h"

#define LATE_ENTRY(name) .name = (name),

extern const struct late_crypto gitkvm_late_crypto;
const struct late_crypto gitkvm_late_crypto = { .sum = LATE_SUM,
						LATE_CRYPTO_FUNCTIONS(LATE_ENTRY) };

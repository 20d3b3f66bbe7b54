/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LATE_CRYPTO_H
#define LATE_CRYPTO_H

#include <openssl/evp.h>
#include <openssl/x509.h>

/* OpenSSL, five megabytes of which half are written to as it is loaded: only signatures need it. As
 * with GMime (late.h), in crypto.so. */

#define LATE_CRYPTO_FUNCTIONS(F)                                                                   \
	F(EVP_DigestVerify)                                                                        \
	F(EVP_DigestVerifyInit)                                                                    \
	F(EVP_MD_CTX_free)                                                                         \
	F(EVP_MD_CTX_new)                                                                          \
	F(EVP_PKEY_base_id)                                                                        \
	F(EVP_PKEY_bits)                                                                           \
	F(EVP_PKEY_free)                                                                           \
	F(EVP_PKEY_new_raw_public_key)                                                             \
	F(EVP_sha256)                                                                              \
	F(d2i_PUBKEY)

#define LATE_FIELD(name) __typeof__(name) *name;

struct late_crypto {
	unsigned sum; /* as that of struct late */
	LATE_CRYPTO_FUNCTIONS(LATE_FIELD)
};

#undef LATE_FIELD

/* The table. Where it cannot be loaded what late_place() was given is called. */
const struct late_crypto *late_crypto(void);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ATTEST_CRYPTO_H
#define ATTEST_CRYPTO_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a signature of 64 bytes is by an Ed25519 key of 32 bytes. */
bool crypto_ed25519(const unsigned char *key, const unsigned char *signature,
		    const unsigned char *message, size_t len);

/* Whether one by SHA-256 and PKCS#1 v1.5 is by an RSA key (a SubjectPublicKeyInfo in DER) of 1024
 * bits or more. */
bool crypto_rsa(const unsigned char *key, size_t key_len, const unsigned char *signature,
		size_t signature_len, const unsigned char *message, size_t len);

#endif

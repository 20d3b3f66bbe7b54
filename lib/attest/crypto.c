/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attest/crypto.h"

#include "late/crypto.h"

#define ED25519_KEY 32
#define ED25519_SIGNATURE 64
#define LEAST_RSA 1024 /* bits */

static bool verify(EVP_PKEY *key, const EVP_MD *digest, const unsigned char *signature,
		   size_t signature_len, const unsigned char *message, size_t len)
{
	EVP_MD_CTX *context = key ? late_crypto()->EVP_MD_CTX_new() : NULL;
	bool good = context &&
		    late_crypto()->EVP_DigestVerifyInit(context, NULL, digest, NULL, key) == 1 &&
		    late_crypto()->EVP_DigestVerify(context, signature, signature_len, message,
						    len) == 1;

	late_crypto()->EVP_MD_CTX_free(context);
	late_crypto()->EVP_PKEY_free(key);
	return good;
}

bool crypto_ed25519(const unsigned char *key, const unsigned char *signature,
		    const unsigned char *message, size_t len)
{
	return verify(late_crypto()->EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key,
								 ED25519_KEY),
		      NULL, signature, ED25519_SIGNATURE, message, len);
}

bool crypto_rsa(const unsigned char *key, size_t key_len, const unsigned char *signature,
		size_t signature_len, const unsigned char *message, size_t len)
{
	EVP_PKEY *parsed = late_crypto()->d2i_PUBKEY(NULL, &key, (long)key_len);

	if (parsed && (late_crypto()->EVP_PKEY_base_id(parsed) != EVP_PKEY_RSA ||
		       late_crypto()->EVP_PKEY_bits(parsed) < LEAST_RSA)) {
		late_crypto()->EVP_PKEY_free(parsed);
		return false;
	}
	return verify(parsed, late_crypto()->EVP_sha256(), signature, signature_len, message, len);
}

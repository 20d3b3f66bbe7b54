/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "attest/dkim.h"
#include "attest/dkim_keys.h"

/* Signatures in headers; what git mailinfo, keyrings and gpg would say is taken from the mail
 * itself. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool mailinfo(struct slice raw, struct attest_mailinfo *out, void *data)
{
	const char *blank = memmem(raw.ptr, raw.len, "\n\n", 2);

	(void)data;
	if (!blank)
		return false;
	out->author = g_strdup("Ada Lindqvist");
	out->email = g_strdup("ada@example.org");
	out->subject = g_strdup("KVM: Change a thing");
	out->text = g_string_new_len(blank + 2, (gssize)(raw.ptr + raw.len - blank - 2));
	return true;
}

static GString *key(const char *kind, const char *identity, const char *selector, void *data)
{
	(void)data;
	if (!strlen(kind) || !strlen(identity) || !strlen(selector))
		abort(); /* nobody has a key under no name */
	return g_string_new("uJ3Dg9QD88nwyGIxQkGLCikr8u4kSwO9hYVpj1GKn60=\n");
}

static GString *openpgp(struct slice message, const GString *keys, const char *identity,
			bool *unknown, void *data)
{
	(void)keys, (void)identity, (void)data;
	*unknown = message.len % 2;
	return message.len > 40 ? g_string_new_len(message.ptr, 32) : NULL;
}

static void judge(struct attest_result *result)
{
	/* What is not good says why, and what is good is somebody's. */
	if (result->verdict > ATTEST_GOOD && !result->why)
		abort();
	if (result->verdict == ATTEST_GOOD && (!result->who || result->why))
		abort();
	attest_result_release(result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct attest_helper helper = { mailinfo, key, openpgp, NULL };
	struct slice raw = slice_of((const char *)data, size);
	struct dkim_keys *keys = dkim_keys_parse(raw);
	struct attest_result result;

	attest_developer(raw, &helper, &result);
	judge(&result);
	attest_dkim(raw, keys, &result);
	judge(&result);
	dkim_keys_free(keys);
	return 0;
}

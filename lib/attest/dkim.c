/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attest/dkim.h"

#include "attest/canon.h"
#include "attest/crypto.h"
#include "attest/dkim_keys.h"
#include "attest/tags.h"
#include "mime/address.h"
#include "mime/mail.h"
#include "text/integers.h"

#define FIELD "dkim-signature"
#define MOST_SIGNATURES 8 /* of one mail */
#define MOST_FIELDS 1000  /* that are looked at for one */
#define ED25519_KEY 32
#define ED25519_SIGNATURE 64

struct check {
	struct dkim_keys *keys;
	const GArray *fields; /* of struct canon_field */
	struct slice body, from;
	const struct canon_field *own; /* the signature's */
	char *domain, *selector, *algorithm;
	bool simple_header, simple_body;
	struct attest_result *out;
};

static bool say(struct check *check, enum attest_verdict verdict, const char *why)
{
	check->out->verdict = verdict;
	check->out->why = g_strdup(why);
	return false;
}

/* "relaxed/simple"; what is not there is simple. */
static bool read_kinds(struct check *check)
{
	g_autofree char *kinds = tags_find(check->own->value, "c");
	g_auto(GStrv) parts = g_strsplit(kinds ? kinds : "", "/", 2);
	bool good = true;

	check->simple_header = !parts[0] || strcmp(parts[0], "relaxed") != 0;
	check->simple_body = !parts[0] || !parts[1] || strcmp(parts[1], "relaxed") != 0;
	for (int i = 0; i < 2 && parts[i] && (i == 0 || parts[0]); i++)
		good = good && (!strcmp(parts[i], "relaxed") || !strcmp(parts[i], "simple"));
	return good || say(check, ATTEST_UNKNOWN, "it is made in a way that is not known");
}

static bool body_is_signed(struct check *check)
{
	g_autofree char *hash = tags_find(check->own->value, "bh"),
			*length = tags_find(check->own->value, "l");
	g_autoptr(GString) body = g_string_new(NULL);
	guint64 len;
	bool good = true;

	canon_body(body, check->body, check->simple_body);
	if (length) {
		good = g_ascii_string_to_unsigned(length, 10, 0, body->len, &len, NULL);
		/* Anybody could add a diff behind that. */
		if (good && len < body->len)
			good = say(check, ATTEST_BAD, "only a part of the mail is signed");
	}
	if (good && (!hash || !tags_hash_is(hash, slice_of(body->str, body->len))))
		good = say(check, ATTEST_BAD, "the mail is not what was signed");
	else if (!good && !check->out->why)
		say(check, ATTEST_BAD, "the mail is not what was signed");
	return good;
}

/* From below, each once; one that is not there counts as nothing. */
static bool append_fields(struct check *check, GString *out)
{
	g_autofree char *list = tags_find(check->own->value, "h");
	g_auto(GStrv) names = g_strsplit(list ? list : "", ":", -1);
	guint8 *used = g_new0(guint8, check->fields->len + 1);
	bool has_from = false;

	for (guint i = 0; names[i] && i < MOST_FIELDS; i++) {
		guint at = check->fields->len;

		has_from |= !g_ascii_strcasecmp(names[i], "from");
		while (COUNT_DOWN(at)) {
			const struct canon_field *field =
				&g_array_index(check->fields, struct canon_field, at);

			if (used[at] || !slice_ieq(field->name, slice_str(names[i])))
				continue;
			used[at] = 1;
			canon_field(out, field, check->simple_header);
			break;
		}
	}
	g_free(used);
	return has_from || say(check, ATTEST_BAD, "the sender is not signed");
}

static bool verify(struct check *check, const char *record, const GString *text)
{
	g_autofree char *kind = tags_find(slice_str(record), "k"),
			*key = tags_find(slice_str(record), "p");
	g_autofree char *signature = tags_find(check->own->value, "b");
	gsize key_len = 0, len = 0;
	g_autofree guchar *key_bytes = g_base64_decode(key ? key : "", &key_len),
			  *bytes = g_base64_decode(signature ? signature : "", &len);
	bool is_ed25519 = !strcmp(check->algorithm, "ed25519-sha256"), good = false;
	guint8 digest[32];

	if (is_ed25519) {
		canon_hash(text, digest);
		good = !g_strcmp0(kind, "ed25519") && key_len == ED25519_KEY &&
		       len == ED25519_SIGNATURE &&
		       crypto_ed25519(key_bytes, bytes, digest, sizeof(digest));
	} else {
		good = (!kind || !strcmp(kind, "rsa")) &&
		       crypto_rsa(key_bytes, key_len, bytes, len, (const unsigned char *)text->str,
				  text->len);
	}
	return good;
}

/* The sender's own domain, or one that it is below of. */
static bool is_aligned(const struct check *check)
{
	struct pool pool = POOL_INIT;
	struct person sender;
	const char *at;
	size_t len = strlen(check->domain), have;
	bool aligned = false;

	address_parse_author(&pool, check->from, &sender);
	at = strrchr(sender.email, '@');
	if (at) {
		have = strlen(++at);
		aligned = have >= len && !g_ascii_strcasecmp(at + have - len, check->domain) &&
			  (have == len || at[have - len - 1] == '.');
	}
	pool_release(&pool);
	return aligned;
}

static void check_signed(struct check *check)
{
	const char *record = dkim_keys_find(check->keys, check->selector, check->domain);
	g_autoptr(GString) text = g_string_new(NULL);

	if (!record) {
		say(check, ATTEST_UNKNOWN, "no key for it");
	} else if (append_fields(check, text)) {
		canon_unsigned(text, check->own, check->simple_header);
		if (!verify(check, record, text))
			say(check, ATTEST_BAD, "the header is not what was signed");
		else if (!is_aligned(check))
			say(check, ATTEST_UNKNOWN, "it is not the sender's domain");
		else
			check->out->verdict = ATTEST_GOOD;
	}
}

static void check_one(struct check *check)
{
	check->domain = tags_find(check->own->value, "d");
	check->selector = tags_find(check->own->value, "s");
	check->algorithm = tags_find(check->own->value, "a");
	check->out->kind = g_strdup("dkim");
	check->out->who = g_strdup(check->domain);
	if (!check->domain || !*check->domain || !check->selector)
		say(check, ATTEST_BAD, "the signature is cut short");
	else if (g_strcmp0(check->algorithm, "rsa-sha256") &&
		 g_strcmp0(check->algorithm, "ed25519-sha256"))
		say(check, ATTEST_UNKNOWN, "signatures of this kind cannot be checked");
	else if (read_kinds(check) && body_is_signed(check))
		check_signed(check);
	g_free(check->domain);
	g_free(check->selector);
	g_free(check->algorithm);
}

void attest_dkim(struct slice raw, struct dkim_keys *keys, struct attest_result *out)
{
	struct check check = { .keys = keys };
	struct mail mail;
	g_autoptr(GArray) fields = NULL;
	int nr = 0;

	*out = (struct attest_result){ .verdict = ATTEST_NONE };
	if (!mail_parse(&mail, raw, NULL))
		return;
	fields = canon_fields(mail.header);
	check.fields = fields;
	check.body = mail.body;
	check.from = mail.field[FIELD_FROM];
	for (guint i = 0; i < fields->len && nr < MOST_SIGNATURES; i++) {
		struct attest_result one = { .verdict = ATTEST_NONE };

		check.own = &g_array_index(fields, struct canon_field, i);
		if (!slice_ieq(check.own->name, SLICE(FIELD)))
			continue;
		nr++;
		check.out = &one;
		check_one(&check);
		if (out->verdict == ATTEST_NONE || attest_is_worse(out->verdict, one.verdict)) {
			attest_result_release(out);
			*out = one;
		} else {
			attest_result_release(&one);
		}
	}
}

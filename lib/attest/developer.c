/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "attest/attest.h"

#include "attest/crypto.h"
#include "attest/tags.h"
#include "mime/address.h"
#include "mime/mail.h"
#include "text/integers.h"

#define FIELD "X-Developer-Signature"
#define DIGEST 32	  /* bytes of SHA-256 */
#define SIGNED_DIGEST 96  /* an Ed25519 signature, and the digest that it is of */
#define MOST_SIGNATURES 8 /* of one mail */
#define MOST_FIELDS 64	  /* that one signature names */

/* One signature under way. */
struct check {
	const struct attest_helper *helper;
	const struct mail *mail;
	const struct attest_mailinfo *info;
	struct slice canonical; /* the text that a body hash is of */
	struct slice field;	/* the signature's */
	char *kind, *identity, *selector;
	struct attest_result *out;
};

void attest_result_release(struct attest_result *result)
{
	g_free(result->kind);
	g_free(result->who);
	g_free(result->why);
	*result = (struct attest_result){ .verdict = ATTEST_NONE };
}

static void say(struct check *check, enum attest_verdict verdict, const char *why)
{
	check->out->verdict = verdict;
	check->out->why = g_strdup(why);
}

/* Message and diff with CRLF at the ends of lines and no blank lines behind them. */
static GString *canonical_text(const GString *text)
{
	GString *out = g_string_sized_new(text->len + text->len / 32);
	struct slice rest = slice_of(text->str, text->len);
	const char *end;

	while (rest.len && (rest.ptr[rest.len - 1] == '\n' || rest.ptr[rest.len - 1] == '\r'))
		rest.len--;
	do {
		struct slice line;

		end = memchr(rest.ptr, '\n', rest.len);
		line = slice_of(rest.ptr, end ? (size_t)(end - rest.ptr) : rest.len);
		rest = slice_skip(rest, line.len + (end ? 1 : 0));
		while (line.len && line.ptr[line.len - 1] == '\r')
			line.len--;
		g_string_append_len(out, line.ptr, (gssize)line.len);
		g_string_append(out, "\r\n");
	} while (end);
	return out;
}

static bool body_is_signed(struct check *check)
{
	g_autofree char *hash = tags_find(check->field, "bh"),
			*length = tags_find(check->field, "l");
	bool good = hash && tags_hash_is(hash, check->canonical), longer = false;
	guint64 len = 0;

	if (!good && hash && length &&
	    g_ascii_string_to_unsigned(length, 10, 0, check->canonical.len, &len, NULL))
		longer = tags_hash_is(hash, slice_of(check->canonical.ptr, len));
	if (longer)
		say(check, ATTEST_BAD, "something was appended to what is signed");
	else if (!good)
		say(check, ATTEST_BAD, "message or diff are not what was signed");
	return good;
}

/* From and Subject as git reads them, the others as they are. */
static bool append_field(const struct check *check, const char *name, unsigned skip, GString *out)
{
	struct slice rest = check->mail->header, value, found = { NULL, 0 };
	unsigned nr = 0, wanted;

	while (mail_find_field(&rest, name, &value))
		nr++;
	if (nr <= skip)
		return false;
	/* The last one of that name comes first. */
	wanted = nr - skip;
	rest = check->mail->header;
	while (COUNT_DOWN(wanted) && mail_find_field(&rest, name, &value))
		found = value;
	g_string_append_printf(out, "%s:", name);
	if (!strcmp(name, "from")) {
		char *from = g_strdup_printf("%s <%s>", check->info->author, check->info->email);

		tags_relax(out, slice_str(from));
		g_free(from);
	} else if (!strcmp(name, "subject")) {
		tags_relax(out, slice_str(check->info->subject));
	} else {
		tags_relax(out, found);
	}
	g_string_append(out, "\r\n");
	return true;
}

static bool append_signed_fields(struct check *check, GString *out)
{
	g_autofree char *list = tags_find(check->field, "h");
	g_auto(GStrv) names = g_strsplit(list ? list : "", ":", -1);
	bool good = g_strv_length(names) <= MOST_FIELDS &&
		    g_strv_contains((const char *const *)names, "from") &&
		    g_strv_contains((const char *const *)names, "subject");

	for (guint i = 0; good && names[i]; i++) {
		unsigned before = 0;

		for (guint k = 0; k < i; k++)
			before += !strcmp(names[k], names[i]);
		append_field(check, names[i], before, out);
	}
	if (!good)
		say(check, ATTEST_BAD, "author and title are not signed");
	return good;
}

/* The digest that is signed, and the signature in bytes; false where that is told already. */
static bool find_digest(struct check *check, guint8 digest[DIGEST], guchar **bytes, gsize *len)
{
	g_autoptr(GString) text = g_string_new(NULL), relaxed = g_string_new(NULL);
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize digest_len = DIGEST;
	size_t before;
	g_autofree char *signature = tags_find(check->field, "b");
	bool good = append_signed_fields(check, text);

	tags_relax(relaxed, check->field);
	before = tags_before_signature(relaxed);
	if (good && (!signature || !*signature || !before)) {
		say(check, ATTEST_BAD, "the signature is cut short");
		good = false;
	}
	g_string_append(text, "x-developer-signature:");
	g_string_append_len(text, relaxed->str, (gssize)before);
	g_checksum_update(checksum, (const guchar *)text->str, (gssize)text->len);
	g_checksum_get_digest(checksum, digest, &digest_len);
	*bytes = good ? g_base64_decode(signature, len) : NULL;
	return good;
}

static void compare(struct check *check, const guint8 *digest, const char *said, gsize len)
{
	if (len != DIGEST || memcmp(digest, said, DIGEST))
		say(check, ATTEST_BAD, "author, title or Message-ID are not what was signed");
	else
		say(check, ATTEST_GOOD, NULL);
}

static void check_ed25519(struct check *check, const GString *key, const guint8 *digest,
			  const guchar *bytes, gsize len)
{
	g_autofree char *text = g_strndup(key->str, strcspn(key->str, "\r\n"));
	gsize key_len;
	g_autofree guchar *raw = g_base64_decode(text, &key_len);
	g_autofree char *when = tags_find(check->field, "t");

	if (key_len != DIGEST)
		say(check, ATTEST_UNKNOWN, "the key in the keyring is none");
	else if (len != SIGNED_DIGEST || !when ||
		 !crypto_ed25519(raw, bytes, bytes + SIGNED_DIGEST - DIGEST, DIGEST))
		say(check, ATTEST_BAD, "the signature is not by the key in the keyring");
	else
		compare(check, digest, (const char *)bytes + SIGNED_DIGEST - DIGEST, DIGEST);
}

static void check_openpgp(struct check *check, const GString *key, const guint8 *digest,
			  const guchar *bytes, gsize len)
{
	bool unknown = false;
	g_autoptr(GString) said =
		check->helper->openpgp(slice_of((const char *)bytes, len), key, check->identity,
				       &unknown, check->helper->data);

	if (said)
		compare(check, digest, said->str, said->len);
	else if (unknown)
		say(check, ATTEST_UNKNOWN, "no key for it");
	else
		say(check, ATTEST_BAD, "the signature is not good");
}

static bool same_address(const char *a, struct slice field)
{
	return slice_ieq(slice_str(a), field);
}

/* The address that the mail itself is from. */
static bool is_sender(const struct check *check)
{
	struct pool pool = POOL_INIT;
	struct person sender;
	bool is;

	address_parse_author(&pool, check->mail->field[FIELD_FROM], &sender);
	is = same_address(check->identity, slice_str(sender.email));
	pool_release(&pool);
	return is;
}

static void check_signed(struct check *check)
{
	struct attest_result *out = check->out;
	guint8 digest[DIGEST];
	g_autoptr(GString) key = NULL;
	guchar *bytes;
	gsize len;

	if (g_ascii_strcasecmp(check->identity, check->info->email) && !is_sender(check)) {
		say(check, ATTEST_BAD, "neither author nor sender has that address");
		return;
	}
	if (!find_digest(check, digest, &bytes, &len))
		return;
	key = check->helper->key(out->kind, check->identity, check->selector, check->helper->data);
	if (!strcmp(out->kind, "openpgp"))
		check_openpgp(check, key, digest, bytes, len);
	else if (!key)
		say(check, ATTEST_UNKNOWN, "no key for it");
	else if (!strcmp(out->kind, "ed25519"))
		check_ed25519(check, key, digest, bytes, len);
	else
		say(check, ATTEST_UNKNOWN, "signatures of this kind cannot be checked");
	g_free(bytes);
}

/* "ed25519" of "ed25519-sha256" */
static char *kind_of(const char *algorithm)
{
	static const char *const kinds[] = { "ed25519", "openpgp", "openssh" };

	for (size_t i = 0; algorithm && i < G_N_ELEMENTS(kinds); i++)
		if (g_str_has_prefix(algorithm, kinds[i]))
			return g_strdup(kinds[i]);
	return g_strdup("unknown");
}

static void check_one(struct check *check)
{
	g_autofree char *algorithm = tags_find(check->field, "a");

	check->identity = tags_find(check->field, "i");
	check->selector = tags_find(check->field, "s");
	if (!check->identity)
		check->identity = g_strdup(check->info->email);
	if (!check->selector || !*check->selector) {
		g_free(check->selector);
		check->selector = g_strdup("default");
	}
	check->out->kind = kind_of(algorithm);
	check->out->who = g_strdup(check->identity);
	if (body_is_signed(check))
		check_signed(check);
	g_free(check->identity);
	g_free(check->selector);
}

/* Of several signatures the worst one counts. */
static void check_all(struct check *check, struct attest_result *out)
{
	struct slice rest = check->mail->header;
	struct attest_result all[MOST_SIGNATURES];
	int nr = 0, worst = 0;

	for (; nr < MOST_SIGNATURES && mail_find_field(&rest, FIELD, &check->field); nr++) {
		all[nr] = (struct attest_result){ .verdict = ATTEST_NONE };
		check->out = &all[nr];
		check_one(check);
		if (all[worst].verdict == ATTEST_NONE ||
		    attest_is_worse(all[worst].verdict, all[nr].verdict))
			worst = nr;
	}
	for (int i = 0; i < nr; i++)
		if (i == worst)
			*out = all[i];
		else
			attest_result_release(&all[i]);
}

void attest_developer(struct slice raw, const struct attest_helper *helper,
		      struct attest_result *out)
{
	struct attest_mailinfo info = { .text = NULL };
	struct check check = { .helper = helper, .info = &info };
	struct slice rest, value;
	struct mail mail;
	g_autoptr(GString) canonical = NULL;

	*out = (struct attest_result){ .verdict = ATTEST_NONE };
	if (!mail_parse(&mail, raw, NULL))
		return;
	rest = mail.header;
	if (!mail_find_field(&rest, FIELD, &value))
		return;
	if (!helper->mailinfo(raw, &info, helper->data)) {
		out->verdict = ATTEST_UNKNOWN;
		out->why = g_strdup("git mailinfo cannot read it");
		return;
	}
	check.mail = &mail;
	canonical = canonical_text(info.text);
	check.canonical = slice_of(canonical->str, canonical->len);
	check_all(&check, out);
	g_string_free(info.text, TRUE);
	g_free(info.author);
	g_free(info.email);
	g_free(info.subject);
}

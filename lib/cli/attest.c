/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/attest_private.h"

#include "attest/dkim.h"
#include "attest/dkim_keys.h"
#include "cli/config.h"
#include "cli/die.h"
#include "inbox/file.h"
#include "text/reason.h"

static const struct option_choice policies[] = {
	{ "off", ATTEST_POLICY_OFF },
	{ "check", ATTEST_POLICY_CHECK },
	{ "softfail", ATTEST_POLICY_SOFTFAIL },
	{ "hardfail", ATTEST_POLICY_HARDFAIL },
	{ NULL, 0 },
};

errands_function *const attest_calls[ERRANDS_CALLS] = {
	[ERRANDS_MAILINFO] = attest_run_mailinfo,
	[ERRANDS_KEY] = attest_run_key,
	[ERRANDS_OPENPGP] = attest_run_openpgp,
	[ERRANDS_DNS] = attest_run_dns,
};

static GString *call(enum errands_call call, const GString *in)
{
	return errands_running() ? errands_call(call, in) : attest_calls[call](in);
}

enum attest_policy attest_policy(void)
{
	return (enum attest_policy)config_choice("kvm.attestationPolicy", policies,
						 ATTEST_POLICY_SOFTFAIL);
}

void attest_pack(GString *out, const char *bytes, size_t len)
{
	guint32 size = (guint32)len;

	g_string_append_len(out, (const char *)&size, sizeof(size));
	g_string_append_len(out, bytes, (gssize)len);
}

GString *attest_unpack(struct slice *rest)
{
	GString *out;
	guint32 size;

	if (rest->len < sizeof(size))
		return NULL;
	memcpy(&size, rest->ptr, sizeof(size));
	*rest = slice_skip(*rest, sizeof(size));
	if (rest->len < size)
		return NULL;
	out = g_string_new_len(rest->ptr, size);
	*rest = slice_skip(*rest, size);
	return out;
}

/* "Subject: x" of what git mailinfo prints. */
static char *info_line(const GString *info, const char *name)
{
	struct slice rest = slice_of(info->str, info->len), line;
	size_t len = strlen(name);

	while (slice_next_line(&rest, &line))
		if (slice_starts(line, slice_of(name, len)) && line.len > len &&
		    line.ptr[len] == ':') {
			line = slice_trim(slice_skip(line, len + 1));
			return g_strndup(line.len ? line.ptr : "", line.len);
		}
	return g_strdup("");
}

static bool mailinfo(struct slice raw, struct attest_mailinfo *out, void *data)
{
	g_autoptr(GString) in = g_string_new_len(raw.ptr, (gssize)raw.len), info = NULL;
	g_autoptr(GString) answer = call(ERRANDS_MAILINFO, in), text = NULL;
	struct slice rest;

	(void)data;
	if (!answer)
		return false;
	rest = slice_of(answer->str, answer->len);
	info = attest_unpack(&rest);
	text = attest_unpack(&rest);
	if (!info || !text)
		return false;
	out->author = info_line(info, "Author");
	out->email = info_line(info, "Email");
	out->subject = info_line(info, "Subject");
	out->text = g_steal_pointer(&text);
	return true;
}

static GString *find_key(const char *kind, const char *identity, const char *selector, void *data)
{
	g_autoptr(GString) in = g_string_new(NULL);

	(void)data;
	attest_pack(in, kind, strlen(kind));
	attest_pack(in, identity, strlen(identity));
	attest_pack(in, selector, strlen(selector));
	return call(ERRANDS_KEY, in);
}

static GString *openpgp(struct slice message, const GString *key, const char *identity,
			bool *unknown, void *data)
{
	g_autoptr(GString) in = g_string_new(NULL), answer = NULL, verdict = NULL;
	GString *said = NULL;
	struct slice rest;

	(void)data;
	attest_pack(in, message.ptr, message.len);
	attest_pack(in, key ? key->str : "", key ? key->len : 0);
	attest_pack(in, identity, strlen(identity));
	answer = call(ERRANDS_OPENPGP, in);
	if (answer) {
		rest = slice_of(answer->str, answer->len);
		verdict = attest_unpack(&rest);
		if (verdict && !strcmp(verdict->str, "good"))
			said = attest_unpack(&rest);
		*unknown = verdict && !strcmp(verdict->str, "unknown");
	}
	return said;
}

static GString *ask_resolver(const char *name)
{
	g_autoptr(GString) in = g_string_new(name);

	return call(ERRANDS_DNS, in);
}

/* Of the file where there is one: domains replace their keys, and a file remembers. */
static struct dkim_keys *domain_keys(void)
{
	static struct dkim_keys *keys;
	const char *path = config_path("kvm.dkimKeys");
	GError *error = NULL;
	g_autofree char *text = NULL;
	gsize len;

	if (keys)
		return keys;
	if (!path) {
		attest_dns_check();
		keys = dkim_keys_ask(ask_resolver);
		return keys;
	}
	if (!file_read_named(path, &text, &len, &error))
		die("unable to read '%s', which kvm.dkimKeys names: %s", path,
		    reason_of_file_error(error));
	keys = dkim_keys_parse(slice_of(text, len));
	return keys;
}

void attest_mail(struct slice raw, bool dkim, struct attest_signatures *out)
{
	static const struct attest_helper helper = { .mailinfo = mailinfo,
						     .key = find_key,
						     .openpgp = openpgp };
	struct attest_result developer, domain = { .verdict = ATTEST_NONE };

	attest_developer(raw, &helper, &developer);
	if (dkim)
		attest_dkim(raw, domain_keys(), &domain);
	attest_signatures_init(out, developer, domain);
}

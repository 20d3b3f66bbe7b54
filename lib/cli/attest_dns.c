/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/attest_private.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <resolv.h>
#include "cli/config.h"
#include "cli/die.h"
#include "cli/parse.h"
#include "text/integers.h"

enum { MAX_ANSWER = 65535, SECONDS = 3, TRIES = 2 };

/* "192.0.2.1" or "192.0.2.1:5353". */
static bool parse_server(const char *server, struct sockaddr_in *out)
{
	g_auto(GStrv) parts = g_strsplit(server, ":", 2);
	guint64 port = NAMESERVER_PORT;
	bool good;

	*out = (struct sockaddr_in){ .sin_family = AF_INET };
	good = parts[0] && inet_pton(AF_INET, parts[0], &out->sin_addr) == 1 &&
	       (!parts[1] || g_ascii_string_to_unsigned(parts[1], 10, 1, G_MAXUINT16, &port, NULL));
	out->sin_port = htons((uint16_t)port);
	return good;
}

void attest_dns_check(void)
{
	const char *server = config_string("kvm.dkimServer");
	struct sockaddr_in address;

	if (server && !parse_server(server, &address))
		die("kvm.dkimServer: '%s' is no IPv4 address, or one and a port", server);
}

/* The strings of a TXT record's data, joined (RFC 6376, section 3.6.2.2). */
static bool join_strings(GString *out, struct slice data)
{
	g_string_truncate(out, 0);
	while (data.len) {
		size_t len = (unsigned char)*data.ptr;

		if (len + 1 > data.len)
			return false;
		g_string_append_len(out, data.ptr + 1, (gssize)len);
		data = slice_skip(data, len + 1);
	}
	return true;
}

static bool skip_name(struct slice answer, size_t *at)
{
	const unsigned char *bytes = (const unsigned char *)answer.ptr;
	int n = *at < answer.len ? dn_skipname(bytes + *at, bytes + answer.len) : -1;

	*at += n > 0 ? (size_t)n : 0;
	return n > 0;
}

static unsigned number_at(struct slice answer, size_t at)
{
	return (unsigned)(unsigned char)answer.ptr[at] << 8 | (unsigned char)answer.ptr[at + 1];
}

/* The first key among the records of an answer (RFC 1035, section 4.1), which anybody may have
 * written. */
static bool find_record(struct slice answer, GString *out)
{
	size_t at = NS_HFIXEDSZ;
	unsigned questions, records;

	if (answer.len < NS_HFIXEDSZ)
		return false;
	questions = number_at(answer, 4);
	records = number_at(answer, 6);
	while (COUNT_DOWN(questions)) {
		if (!skip_name(answer, &at))
			return false;
		at += NS_QFIXEDSZ;
	}
	while (COUNT_DOWN(records)) {
		unsigned type, len;

		if (!skip_name(answer, &at) || at + NS_RRFIXEDSZ > answer.len)
			return false;
		type = number_at(answer, at);
		len = number_at(answer, at + 8);
		at += NS_RRFIXEDSZ;
		if (at + len > answer.len)
			return false;
		if (type == ns_t_txt && join_strings(out, slice_of(answer.ptr + at, len)) &&
		    strstr(out->str, "p="))
			return true;
		at += len;
	}
	return false;
}

/* Nothing else is asked for, and nothing without --check-dkim: a name says much to who answers. */
static bool is_asked_for(const GString *name)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
	const struct option_def *option = option_parsed("check-dkim");

	return option && *option->number && name->len <= NS_MAXDNAME - 2 &&
	       strstr(name->str, "._domainkey.") && strspn(name->str, letters) == name->len;
}

GString *attest_run_dns(const GString *in)
{
	struct __res_state state = { .retrans = 0 };
	const char *server = config_string("kvm.dkimServer");
	GString *record = g_string_new(NULL);
	unsigned char *answer = NULL;
	bool found = false;
	int len;

	if (is_asked_for(in) && !res_ninit(&state)) {
		state.retrans = SECONDS;
		state.retry = TRIES;
		if (server && parse_server(server, &state.nsaddr_list[0]))
			state.nscount = 1;
		answer = g_malloc(MAX_ANSWER);
		len = res_nquery(&state, in->str, ns_c_in, ns_t_txt, answer, MAX_ANSWER);
		found = len > 0 && len <= MAX_ANSWER &&
			find_record(slice_of((const char *)answer, (size_t)len), record);
		res_nclose(&state);
	}
	g_free(answer);
	if (found)
		return record;
	g_string_free(record, TRUE);
	return NULL;
}

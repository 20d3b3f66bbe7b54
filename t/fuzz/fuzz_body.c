/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "body/body.h"
#include "patch/patch.h"
#include "reply/given.h"
#include "reply/lexer.h"

static void read_text(struct slice text)
{
	GArray *own;
	struct pool pool = POOL_INIT;
	struct trailer_list trailers;
	struct diffstat stat;
	struct inbody in;
	struct patch patch;

	inbody_parse(text, &in);
	patch_split(in.rest, &patch);
	diffstat_parse(&pool, &patch, &stat);
	trailer_parse_patch(&pool, patch.trailers, &trailers);
	own = lexer_own_lines(text);
	trailer_parse_reply(&pool, text, own, &trailers);
	g_array_unref(own);
	pool_release(&pool);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mail mail;
	struct body body;

	if (!mail_parse(&mail, slice_of((const char *)data, size), NULL) ||
	    !body_decode(&mail, &body, NULL))
		return 0;
	if (body.text.len && !g_utf8_validate(body.text.ptr, (gssize)body.text.len, NULL))
		abort();
	read_text(body.text);
	body_release(&body);
	return 0;
}

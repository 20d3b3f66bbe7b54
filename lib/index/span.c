/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/span.h"

#include "inbox/oid.h"

void span_init(struct span *span, struct index *index, const struct range *range,
	       const struct scan_options *options)
{
	*span = (struct span){
		.index = index, .range = range, .options = options, .last = -1, .first = 0
	};
	run_init(&span->run);
}

void span_release(struct span *span)
{
	run_release(&span->run);
}

/* packed is a mail of the range. */
static bool take(struct span *span, struct slice packed, struct unpacked *mail,
		 struct span_item *out)
{
	if (mail->reply && span->options->skip_replies) {
		out->kind = SPAN_REPLIES;
	} else if (mail->skipped) {
		out->kind = SPAN_RETRY;
	} else {
		if (!(span->options->counting ? unpack_for_counting
					      : unpack)(packed, &span->index->strings, mail))
			return false;
		out->kind = SPAN_RECORD;
		out->record = mail->record;
	}
	return true;
}

/* The next mail, which may be none of the range; false when the index is broken. */
static bool look(struct span *span, struct span_item *out)
{
	struct unpacked mail;
	struct slice packed;
	bool wanted, more;

	if (!run_read(span->index, &span->run, span->last, &packed) || !unpack_head(packed, &mail))
		return false;
	span->last--;
	more = range_goes_on(span->range, mail.archived, &span->older, &wanted);
	out->too_old = !more;
	out->older = span->older;
	if (!more)
		span->last = span->first - 1;
	if (wanted && !take(span, packed, &mail, out))
		return false;
	oid_from_raw(&out->commit, mail.commit);
	out->has_commit = true;
	return true;
}

void span_next(struct span *span, struct span_item *out)
{
	*out = (struct span_item){ .kind = SPAN_END, .older = span->older };
	while (out->kind == SPAN_END && span->last >= span->first)
		if (!look(span, out)) {
			out->kind = SPAN_BROKEN;
			return;
		}
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/matched.h"

#include "inbox/oid.h"
#include "tree/private.h"

/* A row: stamp, evidence, confidence, lines that are the same (+ 1), flags, upstream, the
 * Message-ID. */
#define FIXED (8 + 1 + 1 + 1 + 1 + GIT_OID_RAWSZ)
#define AS_POSTED 1u
#define RETITLED 2u
#define LATER 8u
#define OPEN 4u /* and what stands above these bits says why */
#define OPEN_SHIFT 4

bool matched_get(struct tree *tree, int64_t number, uint64_t stamp, struct matched *out)
{
	const unsigned char *bytes;
	struct slice row;
	uint64_t seen;

	*out = (struct matched){ .match.open = "" };
	if (!commits_note(tree->table, number, &row) || row.len < FIXED)
		return false;
	bytes = (const unsigned char *)row.ptr;
	memcpy(&seen, bytes, sizeof(seen));
	if (seen != stamp || bytes[8] > MATCH_NONE || bytes[9] > 100 || bytes[10] > 101)
		return false;
	out->match.evidence = (enum match_evidence)bytes[8];
	out->match.confidence = bytes[9];
	out->match.same = bytes[10] - 1;
	out->match.as_posted = bytes[11] & AS_POSTED;
	out->match.retitled = bytes[11] & RETITLED;
	out->match.later = bytes[11] & LATER;
	if (bytes[11] & OPEN)
		out->match.open = match_open_reason(bytes[11] >> OPEN_SHIFT);
	oid_from_raw(&out->upstream, bytes + 12);
	row = slice_skip(row, FIXED);
	if ((row.len > 0) != (out->match.evidence != MATCH_NONE) ||
	    !g_utf8_validate_len(row.ptr, row.len, NULL))
		return false;
	if (row.len)
		out->message_id = g_strndup(row.ptr, row.len);
	return true;
}

void matched_put(struct tree *tree, int64_t number, uint64_t stamp, const struct tree_match *match,
		 const git_oid *upstream)
{
	const char *id = match->record ? match->record->message_id : "";
	g_autoptr(GByteArray) row = g_byte_array_new();
	guint8 bytes[4] = { (guint8)match->evidence, (guint8)match->confidence,
			    (guint8)(match->same + 1), 0 };

	/* What has no name cannot be kept; a file that could not be read may be there later. */
	if (number < 0 || (match->record && (!*id || match->same < 0)))
		return;
	bytes[3] |= match->as_posted ? AS_POSTED : 0;
	bytes[3] |= match->retitled ? RETITLED : 0;
	bytes[3] |= match->later ? LATER : 0;
	if (*match->open)
		bytes[3] |= (guint8)(OPEN | match_open_number(match->open) << OPEN_SHIFT);
	g_byte_array_append(row, (const guint8 *)&stamp, sizeof(stamp));
	g_byte_array_append(row, bytes, sizeof(bytes));
	g_byte_array_append(row, upstream->id, GIT_OID_RAWSZ);
	g_byte_array_append(row, (const guint8 *)id, (guint)strlen(id));
	commits_put_note(tree->table, number, row);
}

void matched_save(struct tree *tree)
{
	commits_save_notes(tree->table);
}

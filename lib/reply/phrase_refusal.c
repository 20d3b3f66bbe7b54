/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/phrase_pattern.h"

/* A refusal without "NAK": "I won't take this", "Somebody else has sent this fix already". */

const struct pattern patterns_refuses[] = {
	{ { "i|we", "won't", "take|apply|merge|queue" }, 1 },
	{ { "i'm|we're", "not", "going", "to", "take|apply|queue|accept" }, 1 },
	{ { "i|we", "am|are", "not", "going", "to", "take|apply|queue|accept" }, 1 },
	{ { "not|isn't", "something", "i'm|i|we're|we", "merge|take|apply|taking|merging" }, 3 },
	{ { "don't|not", "think", "this|the|that", "patch|series|change", "is",
	    "needed|necessary|useful|required" },
	  0 },
	{ { "this|it|that", "was|is|been", "fixed|solved|addressed|resolved", "by|in|with",
	    "commit" },
	  2 },
	{ { "somebody|someone|others|anyone", "already|has|have", "sent|posted|submitted|fixed" },
	  2 },
	{ { "already", "sent|posted|submitted", "fix|patch|fixes|patches" }, 3 },
	{ { "not", "going", "to", "happen" }, 0 },
	{ { "beat", "you", "to", "it|this|that" }, 0 },
	{ { "already", "sent|posted|submitted", "same|similar|identical|exact" }, 2 },
	{ { "same|similar|identical", "fix|patch|series", "was|has|got",
	    "sent|posted|submitted|merged|applied|queued" },
	  1 },
	{ { "commit", "did|does|fixed|fixes", "it|this|that", "already" }, 1 },
	{ { "already|previously", "rejected|nacked|refused", "this|it|that|these" }, 0 },
	{ { "duplicate|dup|dupe", "of", "patch|fix|series|commit|sent|posted|submitted" }, 3 },
	{ { "already", "taken|handled|fixed|solved|done|dealt|covered", "by|in|with",
	    "commit|patch|series" },
	  2 },
	{ { "a", "non-starter|nonstarter" }, 1 },
	{ { "is|it's|that's", "just|pure|pointless|needless|unnecessary|gratuitous", "churn",
	    "$end" },
	  1 },
	{ { "nothing|anything", "wrong", "with", "existing|current", "code" }, 1 },
	{ { "no|don't|not", "see", "value|point|benefit|merit", "in|of", "this|these",
	    "patch|series|change|patches" },
	  2 },
	{ { "i|we", "don't", "want", "this|these", "$end" }, 0 },
	{ { "i|we", "don't", "want", "this|these|it", "in", "$tree" }, 0 },
	{ { "already", "patch|fix", "for", "this|it|that" }, 3 },
	{ { "fix|patch", "is|was|has", "already", "queued|merged|posted|sent|upstream" }, 4 },
	{ { "already", "similar|same|identical", "change|patch|fix", "in|merged|queued|upstream" },
	  2 },
	{ { "fixes|addresses|solves", "the", "same", "problem|issue|thing|bug" }, 0 },
	{ { "already", "been", "fixed|addressed", "by|in|upstream" }, 1 },
	{ { "has|was|is|been", "already", "fixed|addressed", "in|by|upstream" }, 1 },
	{ { "this|the|same", "bug|issue|problem|crash|warning|bugs|issues",
	    "has|have|was|is|been|were", "fix|fixed|resolved|solved|addressed", "in|by|with",
	    "commit|mainline|upstream|linux-next" },
	  2 },
	{ { "same|similar|identical", "fix|patch|change", "already",
	    "sent|posted|submitted|queued|merged" },
	  3 },
	{ { "previous|earlier|other|another|existing", "patch|fix|series",
	    "fixing|fixes|which|that", "the|fixes", "same" },
	  0 },
	{ { "queued|merged|applied|sent|posted|patch|fix|series|one", "which|that",
	    "does|fixes|did", "the", "same" },
	  1 },
	{ { "i|we", "have|got", "a|another", "fix|patch|series", "for", "this|it|that" }, 1 },
	/* Said by who sent another patch himself, or took one. */
	{ { "i|i've|we|we've", "already", "sent|posted|submitted|fixed", "this|that", "$end" }, 1 },
	{ { "i|i've|we|we've", "already", "sent|posted|submitted|fixed", "this|that",
	    "a|last|some|earlier|before|in|as" },
	  0 },
	{ { "i|i've|we|we've", "posted|sent|submitted|have", "a|another|my|different|alternative",
	    "patch|fix|series", "which|that|to|for|fixing",
	    "fixes|fix|solves|resolves|addresses|the",
	    "issue|problem|bug|warning|this|crash|race|same" },
	  1 },
	PATTERNS_END,
};

/* "IOW, just no.": in a word; and what should not be there, or is not worth it. */
const struct pattern patterns_refuses_shortly[] = {
	{ { "just|hard|flat|firm|hell", "no", "$end" }, 0 },
	{ { "over", "my", "dead", "body" }, 0 },
	{ { "not", "something", "we|i", "want|need", "in", "the", "kernel|tree|core" }, 0 },
	{ { "not", "worth", "the", "churn|risk", "$end" }, 0 },
	{ { "no", "way", "this|it", "can|will|is|goes|gets" }, 0 },
	{ { "absolutely|certainly|definitely", "no", "way", "$end" }, 0 },
	{ { "no", "new|more", "features|drivers|knobs|users|parameters", "please" }, 0 },
	{ { "this", "is", "not", "the", "right", "fix|solution|approach", "$end" }, 0 },
	{ { "don't|not", "want", "to", "see", "this|these|it", "in" }, 0 },
	{ { "not", "convinced", "this|that|it", "is", "worth|needed|useful|necessary" }, 1 },
	{ { "answer", "is", "still", "no", "$end" }, 0 },
	{ { "not|doesn't|don't", "belong", "here", "$end" }, 0 },
	{ { "i|strongly", "object", "to", "this", "$end" }, 0 },
	{ { "i|strongly", "object", "to", "this|the", "change|patch|series" }, 0 },
	{ { "no", "point|sense|use", "in", "doing|merging|taking", "this|it", "$end" }, 0 },
	{ { "not", "how", "this|it|that|things|we|stable", "works|work|do" }, 0 },
	{ { "i'm|am|we're", "rejecting", "this|it|these|the" }, 0 },
	{ { "marking|marked", "this|it|as", "rejected" }, 1 },
	{ { "rather", "not", "do|have|see|carry|support", "this|these", "$end" }, 0 },
	{ { "i'm|am|we're|strongly", "against", "this|adding|taking|merging" }, 0 },
	{ { "this|it", "is|are", "not", "acceptable", "$end" }, 0 },
	{ { "see", "no|little", "reason|point|value|benefit", "to|in|for",
	    "change|changing|touch|touching|merge|take|apply|this|these" },
	  0 },
	{ { "i'm|am|we're", "ignoring", "this|these", "one|patch|patches|series|$end" }, 0 },
	{ { "dropping|dropped|removing|removed", "this|it|these|them", "from", "patchwork" }, 0 },
	{ { "isn't|aren't|not", "getting", "merged|accepted|in", "$end" }, 0 },
	{ { "isn't|aren't|not", "going", "in", "$end" }, 0 },
	{ { "don't|not", "think", "should", "do|doing", "this", "$end" }, 1 },
	{ { "don't|not", "think", "should", "do|doing", "this|that|it", "at", "all" }, 1 },
	{ { "please|pls|otherwise", "no", "$end" }, 0 },
	{ { "no", "thank|thanks", "you", "$end" }, 0 },
	{ { "thanks", "but", "no", "thanks" }, 0 },
	{ { "i'll", "pass", "$end" }, 0 },
	{ { "no", "can't|cannot|won't", "take|merge|apply", "this|it|these" }, 0 },
	{ { "don't|stop", "send|sending|resend|repost", "it|this|these", "again|anymore" }, 0 },
	{ { "stop", "sending|posting", "this|these|such" }, 0 },
	{ { "not|doesn't", "belong", "in|into", "the", "kernel" }, 0 },
	{ { "no", "path|way|chance", "to|into", "mainline|upstream" }, 0 },
	{ { "won't|not", "go|going", "anywhere" }, 0 },
	{ { "solution", "in|looking", "search|for" }, 0 },
	{ { "the", "wrong", "fix|solution|approach" }, 1 },
	{ { "not|won't", "consider|considering|interested", "this|in|it|that|these" }, 0 },
	{ { "no", "intention|desire|appetite", "to|of" }, 0 },
	{ { "no|any", "way", "to|we", "merge|take|apply|accept" }, 1 },
	{ { "don't|not", "think", "this|it|that", "is", "worth", "it|doing|having" }, 0 },
	{ { "isn't|not", "worth", "it|doing", "$end" }, 0 },
	{ { "let's|lets|just|rather", "leave|keep", "it|this|that|things", "alone|around" }, 1 },
	{ { "let's|lets|just|rather", "leave|keep", "it|this|that|things", "as", "is|it" }, 0 },
	/* Who does it himself. */
	{ { "i'd|i|we'd", "like|prefer|rather|want", "fix|do|solve|handle|address", "it|this|that",
	    "differently|another|myself" },
	  1 },
	{ { "i'll|i've|i|we'll|we've|will", "post|send|posted|sent|pushed|wrote|written|write|do",
	    "my|our", "own", "version|patch|series|fix|patches|take" },
	  1 },
	{ { "i|i'd", "prefer", "my|mine", "own|series|patch|version|approach" }, 1 },
	{ { "absolutely", "not", "$end" }, 0 },
	{ { "don't", "think", "we|this|it", "should|want|needs", "merge|take|apply|queue|merged",
	    "this|it|these" },
	  2 },
	{ { "no|any", "reason", "to", "merge|take|apply", "this|it|these" }, 0 },
	{ { "not", "worth", "merging|taking|applying" }, 1 },
	{ { "not|don't", "intend|plan|intending|planning", "to", "merge|take|apply|queue",
	    "this|it|these" },
	  0 },
	PATTERNS_END,
};

const struct pattern patterns_was_done[] = {
	{ { "has|have|is|was|been|are|were", "addressed|fixed|solved|resolved",
	    "in|by|upstream|and|into|already" },
	  2 },
	PATTERNS_END,
};

/* "This all has been addressed and was merged into next already" */
static bool was_done(const struct sentence *s)
{
	unsigned found = pattern_find(s, SET_WAS_DONE);
	struct slice second = word_at(s, 1);

	/* "Already fixed, and on its way to Linus", "Already posted[1] last week" */
	for (size_t i = 1; i < second.len; i++)
		if (second.ptr[i] == '[')
			second.len = i;
	if (SAYS(s, 0, "already") && word_is(second, WORD_ALREADY_DONE))
		return true;
	for (unsigned i = 0; found && i < s->nr; i++)
		if (SAYS(s, i, "already"))
			return true;
	return false;
}

/* "Rejected.", "Sorry, but no." */
static bool rejects(const struct sentence *s)
{
	unsigned i = 0;

	/* "No thanks": "No, thanks" may answer a question. */
	if (SAYS(s, 0, "no") && !s->words[0].after && (SAYS(s, 1, "thanks") || SAYS(s, 1, "way")))
		return s->nr == 2 || s->words[1].after;
	/* "Not applied, this is …" */
	if (SAYS(s, 0, "not") && (SAYS(s, 1, "applied") || SAYS(s, 1, "queued")))
		return !has_a(s, WORD_PLEASE) && s->nr > 2 && s->words[1].after;
	if (SAYS(s, 0, "rejected"))
		return s->nr == 1 || s->words[0].after || (SAYS(s, 1, "by") && SAYS(s, 2, "me"));
	if (!SAYS(s, 0, "sorry"))
		return false;
	i += 1 + SAYS(s, 1, "but");
	return SAYS(s, i, "no") && (s->words[i].after || i + 1 == s->nr);
}

/* Wherever it stands: "unless somebody needs it, that's a NAK". */
const struct pattern patterns_naks[] = {
	{ { "nak|nack", "from|by", "me|us" }, 0 },
	{ { "nak|nack", "from", "my|our", "side|end|part" }, 0 },
	{ { "nak|nack", "to|on|for", "adding|this|any|all|that|new|another|more|such" }, 0 },
	{ { "that's|it's|is|be|makes|remains|stays", "a|my", "nak|nack", "$end" }, 2 },
	{ { "that's|it's|is|be|makes|remains|stays", "a|my", "nak|nack", "until|for|in|as" }, 2 },
	{ { "hard|firm|flat|strong|clear", "no", "from|on|to" }, 0 },
	{ { "going|have", "to", "nak|nack", "this|it|these|that|the|them" }, 0 },
	{ { "is|it's|that's", "a", "no|no-go|nogo", "$end" }, 1 },
	{ { "is|it's|that's", "a", "no|no-go|nogo", "from", "me|my|us|our" }, 1 },
	PATTERNS_END,
};

/* Not "that was no NAK from me", "I take back the NAK from me", "if the device sends a NAK". */
static bool says_nak(const struct sentence *s)
{
	unsigned at = pattern_find(s, SET_NAKS), clause = 0;

	/* "This is not the place, so that's a NAK": denied is what stands in the same clause. */
	for (unsigned i = 0; at && i + 1 < at; i++)
		if (s->words[i].after == ',' || s->words[i].after == ';')
			clause = i + 1;
	for (unsigned i = 0; at && i + 1 < at; i++)
		if (SAYS(s, i, "if") || SAYS(s, i, "when") ||
		    (i >= clause &&
		     (is_a(s, i, WORD_DENIAL) || SAYS(s, i, "no") || SAYS(s, i, "was") ||
		      is_a(s, i, WORD_DROP) || SAYS(s, i, "back"))))
			return false;
	return at > 0 && !s->asks;
}

bool phrase_was_done(const struct sentence *s)
{
	return pattern_find(s, SET_WAS_DONE) || was_done(s);
}

static bool is_spoiled(const struct sentence *s, bool for_now)
{
	if (!has_a(s, WORD_REFUSAL_SPOILER))
		return false;
	for (unsigned i = 0; i < s->nr; i++)
		if (is_a(s, i, WORD_REFUSAL_SPOILER) && !(for_now && SAYS(s, i, "until")))
			return true;
	return false;
}

bool phrase_refuses(const struct sentence *s)
{
	if (s->asks)
		return false;
	if (says_nak(s) || rejects(s))
		return true;
	/* Until something is mended it is refused. */
	if (!is_spoiled(s, true) && (phrase_declines(s) || pattern_find(s, SET_REFUSES_SHORTLY)))
		return true;
	return !is_spoiled(s, false) && (pattern_find(s, SET_REFUSES) || was_done(s));
}

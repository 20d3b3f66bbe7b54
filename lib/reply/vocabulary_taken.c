/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/vocabulary_private.h"

/*
 * What phrase_where.c and phrase_trial.c ask of words above all: the names that branches have, and
 * what tells a trial from a deed. The form is that of vocabulary_words.c, where the same words may
 * stand.
 */
static const struct vocabulary_row rows[] = {
	{ "a an any each every some", { WORD_NO_NAME } },
	{ "after again at by from since thank then too via while yesterday", { WORD_BEHIND_TREE } },
	{ "all this", { WORD_LANDED_THESE, WORD_LANDED_DETERMINER, WORD_NO_NAME } },
	{ "already", { WORD_BEHIND_TREE, WORD_LANDED_ADVERB } },
	{ "also currently queued sitting", { WORD_LANDED_ADVERB } },
	{ "android distro downstream production torvalds vanilla vendor", { WORD_NOT_HIS_TREE } },
	{ "anyway", { WORD_BEHIND_TREE, WORD_UNQUEUED_LEAD } },
	{ "are", { WORD_LANDED_BEING, WORD_UNQUEUED_LEAD } },
	{ "as because to which", { WORD_REASON } },
	{ "asap immediately later shortly soonish tomorrow tonight",
	  { WORD_TAKES_WAY, WORD_WHEN, WORD_BEHIND_TREE } },
	{ "backed backing bumped droped dropped dropping ejected evicted kicked kicking popped "
	  "pulled pulling purged "
	  "removed "
	  "removing reverted reverting taken taking threw throwing thrown yanked zapped",
	  { WORD_REMOVED } },
	{ "been has have is lives sit sits", { WORD_LANDED_BEING } },
	{ "bench benchmark board ci farm fuzzer kernel lab laptop machine nightlies nightly phone "
	  "qa regression regressions rig setup suite system syzkaller tests vm",
	  { WORD_TRIAL_PLACE } },
	{ "binary device interval maple radix rb rb-tree source syntax", { WORD_NO_TREE } },
	{ "bit drive go quick ride round spin test try week weekend", { WORD_TRIAL_AIM } },
	{ "boots breaks broke crash crashes dark fail failed fails freeze gone hang hangs oops "
	  "oopses panic panics rebuilt regress regresses splat worked working works",
	  { WORD_OUTCOME } },
	{ "both", { WORD_LANDED_THESE, WORD_LANDED_DETERMINER, WORD_LANDED_ADVERB, WORD_NO_NAME } },
	{ "bpf net tip", { WORD_TREE_NAME } },
	{ "branches pile queues trees", { WORD_TREE } },
	{ "bundled stashed stuck stuffed", { WORD_VERB, WORD_PLACE_VERB } },
	{ "committed", { WORD_HAVE_DONE } },
	{ "current devel fixes hotfixes maint master misc new next queue seen staging testing "
	  "unstable urgent",
	  { WORD_BRANCH } },
	{ "directly manually", { WORD_APPLIED_BEHIND } },
	{ "down", { WORD_TAKES_WAY } },
	{ "earlier previous", { WORD_TAKING_NOTHING } },
	{ "first last three two whole your", { WORD_LANDED_DETERMINER } },
	{ "hm okay they yep yup", { WORD_UNQUEUED_LEAD } },
	{ "it's", { WORD_APPLIED_LEAD } },
	{ "linus mainline upstream", { WORD_BRANCH, WORD_NOT_HIS_TREE } },
	{ "local private scratch temporary throwaway throw-away", { WORD_LOCAL } },
	{ "lot set", { WORD_LANDED_THESE } },
	{ "now", { WORD_LANDED_ADVERB, WORD_TAKES_WAY, WORD_WHEN, WORD_UNQUEUED_LEAD } },
	{ "of", { WORD_BEHIND_TREE, WORD_LANDED_DETERMINER } },
	{ "on", { WORD_BEHIND_TREE, WORD_PLACE_ON } },
	{ "one patch patchset series", { WORD_LANDED_THESE } },
	{ "patches", { WORD_LANDED_THESE, WORD_UNQUEUED_LEAD } },
	{ "snarfed scooped slurped hoovered nabbed", { WORD_VERB, WORD_WEAK_VERB } },
	{ "so", { WORD_REASON, WORD_UNQUEUED_LEAD } },
	{ "soon", { WORD_BEHIND_TREE } },
	{ "that", { WORD_LANDED_THESE, WORD_NO_NAME } },
	{ "that's", { WORD_LANDED_THESE, WORD_LANDED_BEING } },
	{ "the", { WORD_LANDED_DETERMINER, WORD_NO_NAME } },
	{ "these", { WORD_LANDED_THESE, WORD_LANDED_DETERMINER } },
	{ "thing", { WORD_THE_OBJECT, WORD_TAKES_OBJECT } },
	{ "today", { WORD_BEHIND_TREE, WORD_TAKES_WAY, WORD_WHEN } },
	{ "took", { WORD_VERB, WORD_PLACE_VERB, WORD_REMOVED } },
	{ "w/", { WORD_PLACE_END, WORD_APPLIED_BEHIND, WORD_TAKES_WAY } },
	{ "went", { WORD_APPLIED_LEAD } },
};

const struct vocabulary_table vocabulary_taken = { rows, G_N_ELEMENTS(rows) };

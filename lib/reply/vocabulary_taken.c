/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/vocabulary_private.h"

/*
 * What phrase_where.c and phrase_trial.c ask of words above all: the names that branches have, and
 * what tells a trial from a deed. The form is that of vocabulary_words.c, where the same words may
 * stand.
 */
static const struct vocabulary_row rows[] = {
	{ "a all an any both each every some that the this", { WORD_NO_NAME } },
	{ "after again already anyway at by from of on since thank then too via while yesterday",
	  { WORD_BEHIND_TREE } },
	{ "android distro downstream production torvalds vanilla vendor", { WORD_NOT_HIS_TREE } },
	{ "as because so to which", { WORD_REASON } },
	{ "asap later now shortly soonish tomorrow tonight", { WORD_TAKES_WAY, WORD_WHEN } },
	{ "bench benchmark board ci farm fuzzer lab laptop machine nightlies nightly phone qa "
	  "regression regressions rig setup suite system syzkaller tests vm",
	  { WORD_TRIAL_PLACE } },
	{ "binary device interval maple radix rb rb-tree source syntax", { WORD_NO_TREE } },
	{ "bit drive go quick ride round spin test try week weekend", { WORD_TRIAL_AIM } },
	{ "boots breaks broke crash crashes dark fail failed fails freeze gone hang hangs oops "
	  "oopses panic panics rebuilt regress regresses splat worked working works",
	  { WORD_OUTCOME } },
	{ "branches trees", { WORD_TREE } },
	{ "bundled stashed stuck stuffed", { WORD_VERB, WORD_PLACE_VERB } },
	{ "committed", { WORD_HAVE_DONE } },
	{ "current devel fixes hotfixes maint master misc new next queue seen staging testing "
	  "unstable urgent",
	  { WORD_BRANCH } },
	{ "directly", { WORD_APPLIED_BEHIND } },
	{ "down", { WORD_TAKES_WAY } },
	{ "it's", { WORD_APPLIED_LEAD } },
	{ "linus mainline upstream", { WORD_BRANCH, WORD_NOT_HIS_TREE } },
	{ "today", { WORD_BEHIND_TREE, WORD_TAKES_WAY, WORD_WHEN } },
};

const struct vocabulary_table vocabulary_taken = { rows, G_N_ELEMENTS(rows) };

/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/reply_words.h"

#include "patch/prefix.h"

#define LONGEST 12   /* bytes of a word, and more */
#define LABEL_MAX 32 /* bytes in front of the colon: more than any word below with its counter */

static const struct {
	struct slice word;
	unsigned flag;
} words[] = {
	{ SLICE("Re"), SUBJECT_REPLY },	       { SLICE("R"), SUBJECT_REPLY }, /* Italian */
	{ SLICE("RIF"), SUBJECT_REPLY },				      /* Italian */
	{ SLICE("AW"), SUBJECT_REPLY },					      /* German */
	{ SLICE("Antwort"), SUBJECT_REPLY },				      /* German */
	{ SLICE("Antw"), SUBJECT_REPLY },				      /* Dutch */
	{ SLICE("SV"), SUBJECT_REPLY },	   /* Danish, Norwegian, Swedish */
	{ SLICE("VS"), SUBJECT_REPLY },	   /* Finnish */
	{ SLICE("Odp"), SUBJECT_REPLY },   /* Polish */
	{ SLICE("YNT"), SUBJECT_REPLY },   /* Turkish */
	{ SLICE("ATB"), SUBJECT_REPLY },   /* Latvian */
	{ SLICE("RES"), SUBJECT_REPLY },   /* Portuguese */
	{ SLICE("Rép"), SUBJECT_REPLY },   /* French */
	{ SLICE("RÉP"), SUBJECT_REPLY },   /* French */
	{ SLICE("BLS"), SUBJECT_REPLY },   /* Indonesian */
	{ SLICE("Vá"), SUBJECT_REPLY },	   /* Hungarian */
	{ SLICE("Отв"), SUBJECT_REPLY },   /* Russian */
	{ SLICE("НА"), SUBJECT_REPLY },	   /* Russian */
	{ SLICE("ΑΠ"), SUBJECT_REPLY },	   /* Greek */
	{ SLICE("ΣΧΕΤ"), SUBJECT_REPLY },  /* Greek */
	{ SLICE("תגובה"), SUBJECT_REPLY }, /* Hebrew */
	{ SLICE("回复"), SUBJECT_REPLY },  /* Chinese */
	{ SLICE("答复"), SUBJECT_REPLY },  /* Chinese */
	{ SLICE("回覆"), SUBJECT_REPLY },  /* Chinese */
	{ SLICE("答覆"), SUBJECT_REPLY },  /* Chinese */
	{ SLICE("回信"), SUBJECT_REPLY },  /* Chinese */
	{ SLICE("返信"), SUBJECT_REPLY },  /* Japanese */
	{ SLICE("답장"), SUBJECT_REPLY },  /* Korean */
	{ SLICE("회신"), SUBJECT_REPLY },  /* Korean */
	{ SLICE("Fwd"), SUBJECT_FORWARD },     { SLICE("FW"), SUBJECT_FORWARD },
	{ SLICE("Forward"), SUBJECT_FORWARD }, { SLICE("Forwarded"), SUBJECT_FORWARD },
	{ SLICE("WG"), SUBJECT_FORWARD },     /* German */
	{ SLICE("Doorst"), SUBJECT_FORWARD }, /* Dutch */
	{ SLICE("VB"), SUBJECT_FORWARD },     /* Swedish */
	{ SLICE("VL"), SUBJECT_FORWARD },     /* Finnish */
	{ SLICE("TR"), SUBJECT_FORWARD },     /* French */
	{ SLICE("RV"), SUBJECT_FORWARD },     /* Spanish */
	{ SLICE("ENC"), SUBJECT_FORWARD },    /* Portuguese */
	{ SLICE("PD"), SUBJECT_FORWARD },     /* Polish */
	{ SLICE("İLT"), SUBJECT_FORWARD },    /* Turkish */
	{ SLICE("ΠΡΘ"), SUBJECT_FORWARD },    /* Greek */
	{ SLICE("转发"), SUBJECT_FORWARD },   /* Chinese */
	{ SLICE("轉寄"), SUBJECT_FORWARD },   /* Chinese */
	{ SLICE("轉發"), SUBJECT_FORWARD },   /* Chinese */
	{ SLICE("転送"), SUBJECT_FORWARD },   /* Japanese */
	{ SLICE("전달"), SUBJECT_FORWARD },   /* Korean */
};

/* What stands in front of ":" or of the full-width colon; *len is with the colon. */
static struct slice find_label(struct slice s, size_t *len)
{
	static const struct slice wide = SLICE("：");

	for (size_t i = 0; i < s.len && i <= LABEL_MAX; i++) {
		if (s.ptr[i] == ':')
			*len = i + 1;
		else if (s.ptr[i] == *wide.ptr && slice_starts(slice_skip(s, i), wide))
			*len = i + wide.len;
		else
			continue;
		return slice_of(s.ptr, i);
	}
	return slice_of(s.ptr, 0);
}

/* Without the "[2]", "(2)" or "^2" of clients that count. */
static struct slice without_count(struct slice label)
{
	struct slice word = label;

	if (word.len && (word.ptr[word.len - 1] == ']' || word.ptr[word.len - 1] == ')'))
		word.len--;
	if (!word.len || !g_ascii_isdigit(word.ptr[word.len - 1]))
		return label;
	while (word.len && g_ascii_isdigit(word.ptr[word.len - 1]))
		word.len--;
	if (!word.len || !strchr("[(^", word.ptr[word.len - 1]))
		return label;
	word.len--;
	return slice_trim(word);
}

unsigned reply_word_cut(struct slice *s)
{
	size_t len = 0;
	struct slice start = slice_trim(*s), label = find_label(start, &len);

	label = without_count(slice_trim(label));
	for (size_t i = 0; label.len && label.len <= LONGEST && i < G_N_ELEMENTS(words); i++) {
		if (!slice_ieq(label, words[i].word))
			continue;
		*s = slice_trim(slice_skip(start, len));
		return words[i].flag;
	}
	return 0;
}

/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_HIDDEN_H
#define TEXT_HIDDEN_H

#include <stdbool.h>
#include <glib.h>

/*
 * Whether a character from U+0080 on steers a terminal, changes the order of what is read, or is
 * not seen: the C1 controls; U+2028 and U+2029, which part lines; what Unicode ignores by default
 * (directions, fillers, joiners of letters, variation selectors, tags, controls of music); U+2800,
 * U+FFF9 to U+FFFB, the controls of hieroglyphs, and what is no character (U+FFFF). The joiners
 * U+200C and U+200D are not among them: scripts need these.
 */
bool text_is_hidden(gunichar c);

#endif

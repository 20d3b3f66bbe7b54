/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SEARCH_TAKER_H
#define SEARCH_TAKER_H

#include "cli/source.h"
#include "series/takers.h"

/*
 * Adds what the index has of an address to takers, until it is settled whether the word of who
 * writes from it counts. False where the index cannot tell.
 */
bool taker_look_up(struct source *source, struct takers *takers, const char *email);

/*
 * Has takers ask all mails, whatever the range, about who is not known by those that were added: a
 * maintainer took something before this week, too. By the index, or else by reading all mails once.
 * The source must stay open as long as takers are asked.
 */
void taker_ask_all(struct source *source, struct takers *takers);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_SIGNATURES_H
#define KVM_SERIES_SIGNATURES_H

#include "cli/source.h"
#include "report/series_show.h"

/* Adds to the model of show what is to be told of the signatures of a version's mails. */
void show_signatures(struct series_show *show, struct source *source, const struct series *series,
		     bool dkim);

#endif

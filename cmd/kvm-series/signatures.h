/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_SIGNATURES_H
#define KVM_SERIES_SIGNATURES_H

#include "export.h"
#include "report/series_show.h"

/*
 * Tells on standard error by whom the patches (struct record *, NULL: not taken) are signed, as
 * kvm.attestationPolicy has it; false where that forbids to export them.
 */
bool export_signatures(const struct export *export, const GPtrArray *patches);

/* Adds to the model of show what is to be told of the signatures of a version's mails. */
void show_signatures(struct series_show *show, struct source *source, const struct series *series,
		     bool dkim);

#endif

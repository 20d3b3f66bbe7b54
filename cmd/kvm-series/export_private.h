/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_EXPORT_PRIVATE_H
#define KVM_SERIES_EXPORT_PRIVATE_H

/* Shared by what export.c hands patches to. */

#include "export.h"

/*
 * Tells on standard error which of the patches (struct record *, NULL: not taken) are in a work
 * repository, and takes them out where that is wanted; false where none is left then.
 */
bool export_merged(const struct export *export, GPtrArray *patches);

/*
 * Tells on standard error by whom the patches (struct record *, NULL: not taken) are signed, as
 * kvm.attestationPolicy has it; false where that forbids to export them.
 */
bool export_signatures(const struct export *export, const GPtrArray *patches);

#endif

/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_EXPORT_MERGED_H
#define KVM_SERIES_EXPORT_MERGED_H

#include "export.h"

/*
 * Tells on standard error which of the patches (struct record *, NULL: not taken) are in a work
 * repository, and takes them out where that is wanted; false where none is left then.
 */
bool export_merged(const struct export *export, GPtrArray *patches);

#endif

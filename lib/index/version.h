/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INDEX_VERSION_H
#define INDEX_VERSION_H

#include <stdint.h>

/*
 * What an index hangs on besides the mails: a checksum of the sources of all that makes its rows
 * (which the Makefile takes), and of the libraries that decode mails. An index never outlives its
 * parsers, whoever changes them and forgets about it. From 1 to 0x7fffffff.
 */
int32_t index_version(void);

#endif

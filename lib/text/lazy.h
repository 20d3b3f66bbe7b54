/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_LAZY_H
#define TEXT_LAZY_H

/*
 * A library that most runs do not need is loaded by the first call of one of its functions: GMime
 * and json-glib with all that they stand on are a third of the start of a command. A file of such
 * functions defines each under its own name, so that who calls them need not know. What is missing
 * in those files is found by the linker, and the library is loaded at the start again (t0002
 * tells).
 */

/*
 * The function of that name, kept in *symbol, which starts as NULL and may be used by many threads.
 * Never returns without: a library that is not installed ends the program as the dynamic loader
 * would have done at its start.
 */
void *lazy_find(void **symbol, const char *library, const char *name);

/* Defines the function: its result, name, parameters and, to hand them on, their names. */
#define LAZY_FUNCTION(library, result, name, parameters, arguments)                                \
	result name parameters                                                                     \
	{                                                                                          \
		static void *symbol;                                                               \
		__typeof__(&name) function =                                                       \
			(__typeof__(&name))lazy_find(&symbol, library, #name);                     \
                                                                                                   \
		return function arguments;                                                         \
	}

#endif

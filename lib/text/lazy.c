/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/lazy.h"

#include <dlfcn.h>
#include <glib-object.h>

void *lazy_find(void **symbol, const char *library, const char *name)
{
	void *found = g_atomic_pointer_get(symbol), *handle;

	if (found)
		return found;
	handle = dlopen(library, RTLD_LAZY);
	found = handle ? dlsym(handle, name) : NULL;
	if (!found)
		g_error("cannot load '%s': %s", library, dlerror());
	g_atomic_pointer_set(symbol, found);
	return found;
}

/* GMime and json-glib both stand on it. */
LAZY_FUNCTION("libgobject-2.0.so.0", void, g_object_unref, (gpointer object), (object))

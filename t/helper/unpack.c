/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: unpack <objects folder>
 *
 * Prints the objects whose ids are on stdin as "git cat-file --batch" does, read by our reader of
 * packs alone; "<id> left" where that leaves one to libgit2.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <git2.h>

#include "inbox/packed.h"
#include "inbox/unpacker.h"

static bool find(struct mapped *packs, struct unpacker *unpacker, const git_oid *id,
		 struct unpacked_object *object)
{
	for (size_t i = 0; i < mapped_count(packs); i++) {
		const struct pack *pack = mapped_pack(packs, i);
		uint64_t offset;

		if (pack && pack_find(pack, id->id, &offset))
			return unpacker_read(unpacker, pack, offset, object);
	}
	return false;
}

static void print(const char *hex, const struct unpacked_object *object)
{
	printf("%s %s %zu\n", hex, git_object_type2string((git_object_t)object->type), object->len);
	fwrite(object->data, 1, object->len, stdout);
	putchar('\n');
	free(object->data);
}

int main(int argc, char **argv)
{
	struct unpacker unpacker;
	struct bases bases;
	struct mapped *packs;
	char line[64];

	if (argc != 2)
		return 129;
	packs = mapped_new();
	mapped_add(packs, argv[1]);
	bases_init(&bases);
	unpacker_init(&unpacker, &bases);
	while (fgets(line, sizeof(line), stdin)) {
		struct unpacked_object object;
		git_oid id;

		line[strcspn(line, "\n")] = '\0';
		if (git_oid_fromstr(&id, line))
			return 128;
		if (find(packs, &unpacker, &id, &object))
			print(line, &object);
		else
			printf("%s left\n", line);
	}
	unpacker_release(&unpacker);
	bases_release(&bases);
	mapped_free(packs);
	return 0;
}

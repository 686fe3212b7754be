import { expect, test } from 'vitest';
import { missingLibrary } from './libraries.mjs';

test('a missing library is named with the Debian package that brings it', () => {
	const loader =
		'mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file: No such file or directory';
	expect(missingLibrary(loader)).toContain(
		'libcurl.so.4 is missing: install it with `apt-get install libcurl4`'
	);
});

test('a library we have never met is named all the same', () => {
	const loader =
		'x: error while loading shared libraries: libodd.so.9: cannot open shared object file';
	expect(missingLibrary(loader)).toContain('apt-file search libodd.so.9');
});

test('a C library that is too old is told from a missing one', () => {
	expect(missingLibrary("mongod: /lib/libc.so.6: version `GLIBC_2.34' not found")).toContain(
		'glibc 2.34'
	);
	expect(missingLibrary('Segmentation fault')).toBeNull();
});

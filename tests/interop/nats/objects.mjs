// Puts a file into the recordings' object store, or reads one from it, by NATS' own client:
// node objects.mjs get|put SERVER CREDENTIALS NAME FILE
import { readFileSync, writeFileSync } from "node:fs";
import { connect, credsAuthenticator } from "nats";

const [what, servers, credentials, name, file] = process.argv.slice(2);
const line = await connect({ servers, authenticator: credsAuthenticator(readFileSync(credentials)), timeout: 10000 });
try {
    const store = await line.jetstream().views.os("earshot_recordings");
    if (what === "put") {
        const bytes = readFileSync(file);
        const stream = new ReadableStream({
            start(controller) {
                controller.enqueue(new Uint8Array(bytes));
                controller.close();
            },
        });
        const info = await store.put({ name, options: { max_chunk_size: 50000 } }, stream);
        console.log(JSON.stringify({ size: info.size, chunks: info.chunks, digest: info.digest }));
    } else {
        const result = await store.get(name);
        if (result === null)
            throw new Error(`there is no object ${name}`);
        const chunks = [];
        for await (const chunk of result.data)
            chunks.push(chunk);
        const failure = await result.error; // a wrong digest, too
        if (failure)
            throw failure;
        writeFileSync(file, Buffer.concat(chunks));
        console.log(JSON.stringify({ size: result.info.size, chunks: result.info.chunks }));
    }
} finally {
    await line.close();
}

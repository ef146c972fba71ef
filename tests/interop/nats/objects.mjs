// Puts a file into the recordings' object store, or reads one from it and says what the store says, by NATS' own client:
// node objects.mjs get|put SERVER CREDENTIALS NAME FILE
import { readFileSync, writeFileSync } from "node:fs";
import { connect, credsAuthenticator } from "nats";

const [what, servers, credentials, name, file] = process.argv.slice(2);
const line = await connect({ servers, authenticator: credsAuthenticator(readFileSync(credentials)), timeout: 10000 });
const told = ({ name, size, chunks, digest }) => ({ name, size, chunks, digest });
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
        console.log(JSON.stringify(told(info)));
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
        const { streamInfo } = await store.status();
        console.log(JSON.stringify({
            info: told(await store.info(name)),
            list: (await store.list()).map(told),
            messages: streamInfo.state.messages,
        }));
    }
} finally {
    await line.close();
}

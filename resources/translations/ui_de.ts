<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>EventWords</name>
    <message>
        <source>Live now</source>
        <translation>Jetzt live</translation>
    </message>
    <message>
        <source>Due now</source>
        <translation>Jetzt fällig</translation>
    </message>
    <message>
        <source>Upcoming</source>
        <translation>Demnächst</translation>
    </message>
    <message>
        <source>Past</source>
        <translation>Vergangen</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>%1, %2 and %3 more</source>
        <translation>%1, %2 und %3 weitere</translation>
    </message>
    <message>
        <source>%1 connected, %2 hearing</source>
        <translation>%1 verbunden, %2 hören</translation>
    </message>
    <message>
        <source>LIVE %1</source>
        <translation>LIVE %1</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>LIVE</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>Nicht begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgesagt</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Umgezogen</translation>
    </message>
    <message>
        <source>%1. No word from the host yet.</source>
        <translation>%1. Die Veranstaltungsleitung hat sich noch nicht gemeldet.</translation>
    </message>
    <message>
        <source>%1. Host, %2: %3</source>
        <extracomment>%1: &quot;Late by 29 min&quot;, %2: time, %3: the message in quotation marks</extracomment>
        <translation>%1. Veranstaltungsleitung, %2: %3</translation>
    </message>
    <message>
        <source>no recording</source>
        <translation>keine Aufzeichnung</translation>
    </message>
    <message>
        <source>a recording is promised</source>
        <translation>eine Aufzeichnung ist zugesagt</translation>
    </message>
    <message>
        <source>the recording is being made</source>
        <translation>die Aufzeichnung wird erstellt</translation>
    </message>
    <message>
        <source>part of it was recorded</source>
        <translation>teilweise aufgezeichnet</translation>
    </message>
    <message>
        <source>recording complete</source>
        <translation>vollständig aufgezeichnet</translation>
    </message>
    <message>
        <source>Wait in the room</source>
        <translation>Im Raum warten</translation>
    </message>
    <message>
        <source>Delayed to %1</source>
        <translation>Verschoben auf %1</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>Verspätet</translation>
    </message>
    <message>
        <source>moved from %1</source>
        <translation>verschoben von %1</translation>
    </message>
    <message>
        <source>%1 (your time)</source>
        <translation>%1 (Ihre Zeit)</translation>
    </message>
    <message>
        <source>Host, %1: %2</source>
        <translation>Veranstaltungsleitung, %1: %2</translation>
    </message>
    <message>
        <source>Host: %1</source>
        <translation>Veranstaltungsleitung: %1</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>continues on another server</source>
        <translation>geht auf einem anderen Server weiter</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>From %1 · reading the schedule …</source>
        <translation>Von %1 · das Programm wird gelesen …</translation>
    </message>
    <message>
        <source>From %1 · up to date, checked %2</source>
        <translation>Von %1 · aktuell, geprüft %2</translation>
    </message>
    <message>
        <source>From %1 · not up to date, last checked %2</source>
        <translation>Von %1 · nicht aktuell, zuletzt geprüft %2</translation>
    </message>
    <message>
        <source>From %1 · cannot be read now, last checked %2</source>
        <translation>Von %1 · derzeit nicht lesbar, zuletzt geprüft %2</translation>
    </message>
    <message>
        <source>From %1 · cannot be read now</source>
        <translation>Von %1 · derzeit nicht lesbar</translation>
    </message>
    <message>
        <source>%1 live</source>
        <translation>%1 live</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 shown</source>
        <translation>%1 · %2 von %3 gezeigt</translation>
    </message>
</context>
<context>
    <name>EvidenceWords</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Whose side</source>
        <translation>Auf wessen Seite</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>In the other side&apos;s words</source>
        <translation>In den Worten der Gegenseite</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Zuletzt gehört</translation>
    </message>
    <message>
        <source>Silence by a fault in the last 10 minutes</source>
        <translation>Stille durch Fehler in den letzten 10 Minuten</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>after a growing pause</source>
        <translation>nach einer wachsenden Pause</translation>
    </message>
    <message>
        <source>when the server asked for it</source>
        <translation>wenn der Server es erlaubt</translation>
    </message>
    <message>
        <source>none: trying again cannot help</source>
        <translation>keiner: Ein neuer Versuch würde nicht helfen</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>Pegel %1</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>Stille</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Bühne</translation>
    </message>
    <message>
        <source>nobody is on stage</source>
        <translation>niemand ist auf der Bühne</translation>
    </message>
    <message>
        <source>connection dropped at %1</source>
        <translation>Verbindung um %1 abgebrochen</translation>
    </message>
    <message>
        <source>not connected yet</source>
        <translation>noch nicht verbunden</translation>
    </message>
    <message>
        <source>last packet %1</source>
        <translation>letztes Paket %1</translation>
    </message>
    <message>
        <source>%1 packets, %2 lost, %3 late</source>
        <translation>%1 Pakete, %2 verloren, %3 verspätet</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>no packet yet</source>
        <translation>noch kein Paket</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Name and version</source>
        <translation>Name und Version</translation>
    </message>
    <message>
        <source>Other servers known</source>
        <translation>Weitere bekannte Server</translation>
    </message>
    <message>
        <source>Answers in</source>
        <translation>Antwortet in</translation>
    </message>
    <message>
        <source>Last word of the event&apos;s control</source>
        <translation>Letzte Nachricht der Regie</translation>
    </message>
    <message>
        <source>Counts taken at</source>
        <translation>Zahlen erhoben um</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>Last bytes</source>
        <translation>Letzte Daten</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>%1 kB</source>
        <translation>%1 kB</translation>
    </message>
    <message>
        <source>Reconnects</source>
        <translation>Neu verbunden</translation>
    </message>
    <message>
        <source>Buffer for %1</source>
        <translation>Puffer für %1</translation>
    </message>
    <message>
        <source>%1 of %2 aimed at, jitter %3, made up %4</source>
        <translation>%1 bei einem Ziel von %2, Jitter %3, ersetzt %4</translation>
    </message>
    <message>
        <source>stretched by %1</source>
        <translation>um %1 gedehnt oder gestaucht</translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation>%1 übersprungen</translation>
    </message>
    <message>
        <source>clock quicker by %1 ppm</source>
        <translation>Uhr um %1 ppm schneller</translation>
    </message>
    <message>
        <source>clock slower by %1 ppm</source>
        <translation>Uhr um %1 ppm langsamer</translation>
    </message>
    <message>
        <source>Last failure</source>
        <translation>Letzter Fehler</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>none: nobody hears this</source>
        <translation>keines: Niemand hört dies</translation>
    </message>
    <message>
        <source>%1: sleeps</source>
        <translation>%1: schläft</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last asked for sound</source>
        <translation>Zuletzt Ton abgerufen</translation>
    </message>
    <message>
        <source>Device buffer</source>
        <translation>Gerätepuffer</translation>
    </message>
    <message>
        <source>Late calls</source>
        <translation>Verspätete Abrufe</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>muted in Earshot</source>
        <translation>in Earshot stummgeschaltet</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>ruht</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>wird verbunden</translation>
    </message>
    <message>
        <source>joining</source>
        <translation>tritt bei</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>playing</source>
        <translation>spielt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>nothing above %1 Hz</source>
        <translation>nichts über %1 Hz</translation>
    </message>
    <message>
        <source>%1 clipped</source>
        <translation>%1 übersteuert</translation>
    </message>
    <message>
        <source>a howl at %1 Hz</source>
        <translation>ein Pfeifen bei %1 Hz</translation>
    </message>
    <message>
        <source>%1 missing before the servers, the last %2</source>
        <translation>%1 gingen vor den Servern verloren, zuletzt %2</translation>
    </message>
    <message>
        <source>%1 missing in the servers, the last %2</source>
        <translation>%1 gingen in den Servern verloren, zuletzt %2</translation>
    </message>
    <message>
        <source>%1 missing before your connection, the last %2</source>
        <translation>%1 gingen vor Ihrer Verbindung verloren, zuletzt %2</translation>
    </message>
    <message>
        <source>%1 lost with your connection, the last %2</source>
        <translation>%1 gingen mit Ihrer Verbindung verloren, zuletzt %2</translation>
    </message>
    <message>
        <source>Line lost</source>
        <translation>Leitung verloren</translation>
    </message>
    <message>
        <source>The server&apos;s last objection</source>
        <translation>Letzter Einspruch des Servers</translation>
    </message>
    <message>
        <source>The server asks to move</source>
        <translation>Der Server bittet um Wechsel</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>spread, so that not all come at once</source>
        <translation>verteilt, damit nicht alle zugleich kommen</translation>
    </message>
    <message>
        <source>Computer slept</source>
        <translation>Computer schlief</translation>
    </message>
    <message>
        <source>Network, by the system&apos;s word</source>
        <translation>Netz, laut System</translation>
    </message>
    <message>
        <source>there</source>
        <translation>da</translation>
    </message>
    <message>
        <source>Went away</source>
        <translation>Verschwunden</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgesagt</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verlegt</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>Nachgesehen bei</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Written at</source>
        <translation>Geschrieben um</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>The event</source>
        <translation>Die Veranstaltung</translation>
    </message>
    <message>
        <source>%1, planned for %2</source>
        <translation>%1, geplant für %2</translation>
    </message>
    <message>
        <source>looking for what was missed</source>
        <translation>sucht das Verpasste</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>holt auf</translation>
    </message>
    <message>
        <source>gone back</source>
        <translation>zurückgegangen</translation>
    </message>
    <message>
        <source>no: switched off for this event</source>
        <translation>nein: für diese Veranstaltung abgeschaltet</translation>
    </message>
    <message>
        <source>no: only some listeners may, to spare the server</source>
        <translation>nein: zur Schonung des Servers nur für einen Teil der Hörenden</translation>
    </message>
    <message>
        <source>no: the server keeps no sound</source>
        <translation>nein: der Server bewahrt keinen Ton auf</translation>
    </message>
    <message>
        <source>no: too much was missed</source>
        <translation>nein: es wurde zu viel verpasst</translation>
    </message>
    <message>
        <source>Where you are</source>
        <translation>Wo Sie sind</translation>
    </message>
    <message>
        <source>%1, %2 behind live</source>
        <translation>%1, %2 hinter live</translation>
    </message>
    <message>
        <source>You can go back by</source>
        <translation>Sie können zurück um</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Fetched later, in all</source>
        <translation>Nachgeholt, insgesamt</translation>
    </message>
    <message>
        <source>%1 packets, %2 lost for good</source>
        <translation>%1 Pakete, %2 endgültig verloren</translation>
    </message>
    <message>
        <source>After the last reconnect</source>
        <translation>Nach der letzten Neuverbindung</translation>
    </message>
    <message>
        <source>%1 fetched, %2 lost</source>
        <translation>%1 nachgeholt, %2 verloren</translation>
    </message>
    <message>
        <source>What was missed is fetched</source>
        <translation>Verpasstes wird nachgeholt</translation>
    </message>
    <message>
        <source>When you fall behind</source>
        <translation>Bei Rückstand</translation>
    </message>
    <message>
        <source>play faster until live</source>
        <translation>schneller abspielen bis live</translation>
    </message>
    <message>
        <source>jump to live</source>
        <translation>zu live springen</translation>
    </message>
    <message>
        <source>The way to the server, step by step</source>
        <translation>Der Weg zum Server, Schritt für Schritt</translation>
    </message>
    <message>
        <source>What the event&apos;s page says</source>
        <translation>Was die Seite der Veranstaltung sagt</translation>
    </message>
    <message>
        <source>Catching up and going back</source>
        <translation>Aufholen und Zurückgehen</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>What this rests on</source>
        <translation>Worauf das beruht</translation>
    </message>
</context>
<context>
    <name>MicrophoneWords</name>
    <message>
        <source>Follows what the system listens to</source>
        <translation>Folgt dem System</translation>
    </message>
    <message>
        <source>Follows what the system listens to; now %1</source>
        <translation>Folgt dem System; jetzt %1</translation>
    </message>
    <message>
        <source>Not connected now; used again as soon as it is back</source>
        <translation>Zurzeit nicht angeschlossen; wird wieder benutzt, sobald es da ist</translation>
    </message>
    <message>
        <source>Not connected now; %1 is used until it is back</source>
        <translation>Zurzeit nicht angeschlossen; bis dahin dient %1</translation>
    </message>
    <message>
        <source>In telephone mode: you sound like a phone call, and what you hear does too</source>
        <translation>Im Telefonbetrieb: Sie klingen wie am Telefon, und was Sie hören, auch</translation>
    </message>
    <message>
        <source>There is no microphone: the only source records what this computer plays, and is not used.</source>
        <translation>Es gibt kein Mikrofon: Die einzige Quelle nimmt auf, was dieser Rechner wiedergibt, und wird nicht benutzt.</translation>
    </message>
    <message>
        <source>This computer has no microphone. Earshot takes the first one that appears.</source>
        <translation>Dieser Rechner hat kein Mikrofon. Earshot nimmt das erste, das auftaucht.</translation>
    </message>
    <message>
        <source>Another program has the microphone for itself. Close it there, or choose another one.</source>
        <translation>Ein anderes Programm hat das Mikrofon für sich allein. Schließen Sie es dort, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The system does not let Earshot use the microphone. Allow it in the system&apos;s settings.</source>
        <translation>Das System lässt Earshot nicht an das Mikrofon. Erlauben Sie es in den Einstellungen des Systems.</translation>
    </message>
    <message>
        <source>The microphone is not connected.</source>
        <translation>Das Mikrofon ist nicht angeschlossen.</translation>
    </message>
    <message>
        <source>The microphone does not open. Earshot keeps trying; another one may work.</source>
        <translation>Das Mikrofon lässt sich nicht öffnen. Earshot versucht es weiter; ein anderes geht vielleicht.</translation>
    </message>
    <message>
        <source>The microphone gives nothing but silence. It may be switched off, or muted in the system.</source>
        <translation>Das Mikrofon liefert nur Stille. Es ist vielleicht ausgeschaltet oder im System stummgeschaltet.</translation>
    </message>
    <message>
        <source>Too loud: your voice is cut off at the top. Turn the microphone down in the system.</source>
        <translation>Zu laut: Ihre Stimme wird oben abgeschnitten. Stellen Sie das Mikrofon im System leiser.</translation>
    </message>
    <message>
        <source>The microphone hums at %1 Hz. A cable or power supply is the likely cause.</source>
        <translation>Das Mikrofon brummt mit %1 Hz. Wahrscheinlich liegt es an einem Kabel oder Netzteil.</translation>
    </message>
    <message>
        <source>This microphone gives no more than a telephone does.</source>
        <translation>Dieses Mikrofon liefert nicht mehr als ein Telefon.</translation>
    </message>
    <message>
        <source>clipping</source>
        <translation>übersteuert</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>still</translation>
    </message>
    <message>
        <source>Lowers fans, keyboards and traffic between your words</source>
        <translation>Senkt Lüfter, Tastaturen und Verkehr zwischen Ihren Worten</translation>
    </message>
    <message>
        <source>%1; takes %2 away now</source>
        <translation>%1; nimmt jetzt %2 weg</translation>
    </message>
    <message>
        <source>Keeps your voice about equally loud</source>
        <translation>Hält Ihre Stimme etwa gleich laut</translation>
    </message>
    <message>
        <source>%1; adds %2 now</source>
        <translation>%1; hebt jetzt um %2</translation>
    </message>
    <message>
        <source>%1; takes %2 off now</source>
        <translation>%1; senkt jetzt um %2</translation>
    </message>
    <message>
        <source>Takes out what your loudspeakers play; needless with headphones</source>
        <translation>Nimmt heraus, was Ihre Lautsprecher wiedergeben; mit Kopfhörern unnötig</translation>
    </message>
    <message>
        <source>%1; makes it %2 quieter now</source>
        <translation>%1; macht es jetzt %2 leiser</translation>
    </message>
    <message>
        <source>Turns the microphone down, then off, when it begins to howl</source>
        <translation>Stellt das Mikrofon leiser und dann ab, wenn es zu pfeifen beginnt</translation>
    </message>
    <message>
        <source>%1; has switched it off now</source>
        <translation>%1; hat es jetzt abgestellt</translation>
    </message>
    <message>
        <source>%1; has turned it down now</source>
        <translation>%1; hat es jetzt leiser gestellt</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>For thin lines: your voice loses its brightness</source>
        <translation>Für dünne Leitungen: Ihre Stimme wird dumpfer</translation>
    </message>
    <message>
        <source>Good for a voice</source>
        <translation>Gut für eine Stimme</translation>
    </message>
    <message>
        <source>Nobody hears a difference to your microphone</source>
        <translation>Niemand hört einen Unterschied zu Ihrem Mikrofon</translation>
    </message>
    <message>
        <source>You are heard as long as the key is down.</source>
        <translation>Man hört Sie, solange die Taste gedrückt ist.</translation>
    </message>
    <message>
        <source>One press opens the microphone, the next closes it.</source>
        <translation>Ein Druck öffnet das Mikrofon, der nächste schließt es.</translation>
    </message>
    <message>
        <source>One press opens the microphone; it stays open until you close it or something fails.</source>
        <translation>Ein Druck öffnet das Mikrofon; es bleibt offen, bis Sie es schließen oder etwas ausfällt.</translation>
    </message>
</context>
<context>
    <name>PlayingWords</name>
    <message>
        <source>planned %1, started %2</source>
        <translation>geplant %1, begonnen %2</translation>
    </message>
    <message>
        <source>planned %1</source>
        <translation>geplant %1</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>begonnen %1</translation>
    </message>
    <message>
        <source>Hosted by %1</source>
        <translation>Leitung: %1</translation>
    </message>
    <message>
        <source>Delay %1</source>
        <translation>Verzögerung %1</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Co-host</source>
        <translation>Co-Leitung</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Sprecher/in</translation>
    </message>
    <message>
        <source>phone quality at source</source>
        <translation>Telefonqualität ab der Quelle</translation>
    </message>
    <message>
        <source>wide band</source>
        <translation>große Bandbreite</translation>
    </message>
    <message>
        <source>full band</source>
        <translation>volle Bandbreite</translation>
    </message>
    <message>
        <source>connection dropped</source>
        <translation>Verbindung abgebrochen</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>talking</source>
        <translation>spricht</translation>
    </message>
    <message>
        <source>Frozen since %1: the event&apos;s control does not answer.</source>
        <translation>Eingefroren seit %1: Die Regie der Veranstaltung antwortet nicht.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>%1, plus or minus %2</source>
        <translation>%1, plus/minus %2</translation>
    </message>
    <message>
        <source>Listeners: connected %1, hearing %2. %3</source>
        <translation>Zuhörende: verbunden %1, hören %2. %3</translation>
    </message>
    <message>
        <source>Message from the host · %1</source>
        <translation>Mitteilung der Leitung · %1</translation>
    </message>
    <message>
        <source>You joined</source>
        <translation>Sie sind beigetreten</translation>
    </message>
    <message>
        <source>Started, %1 late</source>
        <translation>Mit %1 Verspätung begonnen</translation>
    </message>
    <message>
        <source>Started on time</source>
        <translation>Pünktlich begonnen</translation>
    </message>
    <message>
        <source>Host: %1</source>
        <translation>Veranstaltungsleitung: %1</translation>
    </message>
    <message>
        <source>You left</source>
        <translation>Sie haben die Veranstaltung verlassen</translation>
    </message>
    <message>
        <source>Mute, on</source>
        <translation>Stummschaltung, an</translation>
    </message>
    <message>
        <source>Mute, off</source>
        <translation>Stummschaltung, aus</translation>
    </message>
    <message>
        <source>Volume, %1</source>
        <translation>Lautstärke, %1</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>with a fault</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>%1 of 5, %2, %3: %4</source>
        <translation>%1 von 5, %2, %3: %4</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>host</source>
        <comment>within a sentence</comment>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>co-host</source>
        <comment>within a sentence</comment>
        <translation>Co-Leitung</translation>
    </message>
    <message>
        <source>speaker</source>
        <comment>within a sentence</comment>
        <translation>Sprecher/in</translation>
    </message>
    <message>
        <source>Starts in %1</source>
        <translation>Beginnt in %1</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>Holt auf</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>How far behind is not known</source>
        <translation>Der Rückstand ist nicht bekannt</translation>
    </message>
    <message>
        <source>Catching up, %1 behind live</source>
        <translation>Holt auf, %1 hinter live</translation>
    </message>
    <message>
        <source>%1 behind live</source>
        <translation>%1 hinter live</translation>
    </message>
    <message>
        <source>Live, %1 behind the speakers</source>
        <translation>Live, %1 hinter den Sprechenden</translation>
    </message>
    <message>
        <source>live</source>
        <comment>place in the event</comment>
        <translation>live</translation>
    </message>
    <message>
        <source>Place in the event, %1</source>
        <translation>Stelle in der Veranstaltung, %1</translation>
    </message>
    <message>
        <source>You can go back while the event runs.</source>
        <translation>Zurückgehen können Sie, solange die Veranstaltung läuft.</translation>
    </message>
    <message>
        <source>You can go back when you are connected.</source>
        <translation>Zurückgehen können Sie, wenn Sie verbunden sind.</translation>
    </message>
    <message>
        <source>You cannot go back: the server keeps no sound of this event.</source>
        <translation>Zurückgehen geht nicht: Der Server bewahrt von dieser Veranstaltung keinen Ton auf.</translation>
    </message>
    <message>
        <source>You cannot go back: to spare the server, only some listeners may at the moment.</source>
        <translation>Zurückgehen geht nicht: Zur Schonung des Servers ist es zurzeit nur für einen Teil der Hörenden möglich.</translation>
    </message>
    <message>
        <source>You cannot go back: it is switched off for this event.</source>
        <translation>Zurückgehen geht nicht: Es ist für diese Veranstaltung abgeschaltet.</translation>
    </message>
    <message>
        <source>There is nothing to go back to yet.</source>
        <translation>Noch ist nichts da, wohin Sie zurückgehen könnten.</translation>
    </message>
    <message>
        <source>Note on the event&apos;s page · %1</source>
        <translation>Hinweis auf der Seite der Veranstaltung · %1</translation>
    </message>
    <message>
        <source>The host paused the event</source>
        <translation>Die Leitung hat unterbrochen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Postponed</source>
        <translation>Verschoben</translation>
    </message>
    <message>
        <source>You are live again</source>
        <translation>Sie sind wieder live</translation>
    </message>
    <message>
        <source>You jumped %1 ahead</source>
        <translation>Sie sind %1 vorgesprungen</translation>
    </message>
    <message>
        <source>You went back %1</source>
        <translation>Sie sind %1 zurückgegangen</translation>
    </message>
    <message>
        <source>You went to live</source>
        <translation>Sie sind zu live gegangen</translation>
    </message>
    <message>
        <source>This computer slept for %1</source>
        <translation>Dieser Computer schlief %1</translation>
    </message>
    <message>
        <source>You reconnected, %1 lost</source>
        <translation>Sie sind wieder verbunden, %1 verloren</translation>
    </message>
    <message>
        <source>Start moved to %1</source>
        <translation>Beginn verlegt auf %1</translation>
    </message>
    <message>
        <source>Frozen since %1: you are not connected.</source>
        <translation>Stand von %1: Sie sind nicht verbunden.</translation>
    </message>
    <message>
        <source>name like another&apos;s here</source>
        <translation>Name wie der eines anderen hier</translation>
    </message>
</context>
<context>
    <name>SeatWords</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>You were taken off the stage.</source>
        <translation>Sie wurden von der Bühne genommen.</translation>
    </message>
    <message>
        <source>%1 took you off the stage.</source>
        <translation>%1 hat Sie von der Bühne genommen.</translation>
    </message>
    <message>
        <source>Your hand was lowered.</source>
        <translation>Ihre Hand wurde gesenkt.</translation>
    </message>
    <message>
        <source>Your hand is up here, but the event&apos;s control does not answer. It is asked again.</source>
        <translation>Ihre Hand ist hier oben, aber die Steuerung der Veranstaltung antwortet nicht. Sie wird wieder gefragt.</translation>
    </message>
    <message>
        <source>Your hand is up. You are next.</source>
        <translation>Ihre Hand ist oben. Sie sind als Nächste an der Reihe.</translation>
    </message>
    <message>
        <source>Your hand is up. One person is before you.</source>
        <translation>Ihre Hand ist oben. Vor Ihnen ist noch eine Person.</translation>
    </message>
    <message>
        <source>Your hand is up. %1 people are before you.</source>
        <translation>Ihre Hand ist oben. Vor Ihnen sind noch %1 Personen.</translation>
    </message>
    <message>
        <source>Your hand goes up …</source>
        <translation>Ihre Hand geht nach oben …</translation>
    </message>
    <message>
        <source>The event&apos;s control does not answer. It is asked again.</source>
        <translation>Die Steuerung der Veranstaltung antwortet nicht. Sie wird wieder gefragt.</translation>
    </message>
    <message>
        <source>You are coming on stage …</source>
        <translation>Sie kommen auf die Bühne …</translation>
    </message>
    <message>
        <source>You are asked to come on stage</source>
        <translation>Sie werden auf die Bühne gebeten</translation>
    </message>
    <message>
        <source>%1 asks you to come on stage</source>
        <translation>%1 bittet Sie auf die Bühne</translation>
    </message>
    <message>
        <source>You are heard only while you talk, and can step down at any time.</source>
        <translation>Man hört Sie nur, während Sie sprechen, und Sie können jederzeit abtreten.</translation>
    </message>
    <message>
        <source>As a co-host you also bring people up, mute and remove them.</source>
        <translation>Als Mitveranstalter holen Sie auch andere auf die Bühne, schalten sie stumm und nehmen sie herunter.</translation>
    </message>
    <message>
        <source>Your microphone works.</source>
        <translation>Ihr Mikrofon funktioniert.</translation>
    </message>
    <message>
        <source>The microphone is being opened …</source>
        <translation>Das Mikrofon wird geöffnet …</translation>
    </message>
    <message>
        <source>Say something.</source>
        <translation>Sagen Sie etwas.</translation>
    </message>
    <message>
        <source>You are on stage as host</source>
        <translation>Sie sind als Veranstalter auf der Bühne</translation>
    </message>
    <message>
        <source>You are on stage as co-host</source>
        <translation>Sie sind als Mitveranstalter auf der Bühne</translation>
    </message>
    <message>
        <source>You are on stage</source>
        <translation>Sie sind auf der Bühne</translation>
    </message>
    <message>
        <source>The host muted you.</source>
        <translation>Der Veranstalter hat Sie stummgeschaltet.</translation>
    </message>
    <message>
        <source>%1 muted you.</source>
        <translation>%1 hat Sie stummgeschaltet.</translation>
    </message>
    <message>
        <source>Microphone closed. Nobody hears you.</source>
        <translation>Mikrofon zu. Niemand hört Sie.</translation>
    </message>
    <message>
        <source>Microphone open, but your voice does not come back from the server.</source>
        <translation>Mikrofon offen, aber Ihre Stimme kommt nicht vom Server zurück.</translation>
    </message>
    <message>
        <source>Microphone open. Your voice came back from the server after %1.</source>
        <translation>Mikrofon offen. Ihre Stimme kam nach %1 vom Server zurück.</translation>
    </message>
    <message>
        <source>Microphone open. Everybody hears you.</source>
        <translation>Mikrofon offen. Alle hören Sie.</translation>
    </message>
    <message>
        <source>You left the stage.</source>
        <translation>Sie haben die Bühne verlassen.</translation>
    </message>
    <message>
        <source>You did not get on stage: the event&apos;s control did not answer.</source>
        <translation>Sie kamen nicht auf die Bühne: Die Steuerung der Veranstaltung hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>You may talk again.</source>
        <translation>Sie dürfen wieder sprechen.</translation>
    </message>
</context>
<context>
    <name>SettingsWords</name>
    <message>
        <source>Follows what the system plays on</source>
        <translation>Folgt dem System</translation>
    </message>
    <message>
        <source>Follows what the system plays on; now %1</source>
        <translation>Folgt dem System; jetzt %1</translation>
    </message>
    <message>
        <source>Not connected now; used again as soon as it is back</source>
        <translation>Zurzeit nicht angeschlossen; wird wieder benutzt, sobald es da ist</translation>
    </message>
    <message>
        <source>Not connected now; %1 plays until it is back</source>
        <translation>Zurzeit nicht angeschlossen; solange spielt %1</translation>
    </message>
    <message>
        <source>This computer has no sound device that works. Earshot takes the first one that appears.</source>
        <translation>Dieser Rechner hat kein Tongerät, das funktioniert. Earshot nimmt das erste, das erscheint.</translation>
    </message>
    <message>
        <source>The sound device does not open. Earshot keeps trying; another one may work.</source>
        <translation>Das Tongerät lässt sich nicht öffnen. Earshot versucht es weiter; ein anderes geht vielleicht.</translation>
    </message>
    <message>
        <source>now %1</source>
        <extracomment>What a choice of delay costs on the present line: now 640 ms</extracomment>
        <translation>jetzt %1</translation>
    </message>
    <message>
        <source>less than %1&#xa0;%</source>
        <extracomment>%1 is a share of a hundred, 0.1</extracomment>
        <translation>weniger als %1&#xa0;%</translation>
    </message>
    <message>
        <source>%1&#xa0;%</source>
        <extracomment>A share of a hundred, with one decimal where it is small: 0.4 %</extracomment>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>How much comes too late for it is measured while you listen.</source>
        <translation>Wie viel dafür zu spät kommt, wird beim Zuhören gemessen.</translation>
    </message>
    <message>
        <source>With %1 nothing of the last minutes would have been too late.</source>
        <translation>Mit %1 wäre in den letzten Minuten nichts zu spät gekommen.</translation>
    </message>
    <message>
        <source>With %1, %2 of the last minutes would have been too late.</source>
        <extracomment>%1 is a delay, %2 a share: With 200 ms 0.4 % of the last minutes would have been too late.</extracomment>
        <translation>Mit %1 wären %2 der letzten Minuten zu spät gekommen.</translation>
    </message>
</context>
<context>
    <name>TalkKeyWords</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>by a grab of the X11 display</source>
        <translation>über die X11-Anzeige</translation>
    </message>
    <message>
        <source>by the desktop&apos;s portal for shortcuts</source>
        <translation>über das Portal des Desktops für Tastenkürzel</translation>
    </message>
    <message>
        <source>by a Windows hot key</source>
        <translation>über ein Windows-Tastenkürzel</translation>
    </message>
    <message>
        <source>by a macOS hot key</source>
        <translation>über ein macOS-Tastenkürzel</translation>
    </message>
    <message>
        <source>Space talks while Earshot&apos;s window is in front. With a key of its own you talk from anywhere.</source>
        <translation>Im Fenster von Earshot sprechen Sie mit der Leertaste. Mit einer eigenen Taste sprechen Sie von überall.</translation>
    </message>
    <message>
        <source>%1 talks from any program as soon as you are on stage, %2. Until then it does its usual work.</source>
        <translation>%1 gilt in jedem Programm, sobald Sie auf der Bühne sind, %2. Bis dahin tut sie, was sie sonst tut.</translation>
    </message>
    <message>
        <source>The desktop is asked for the key. It may show a dialog.</source>
        <translation>Der Desktop wird um die Taste gebeten. Vielleicht zeigt er ein Fenster.</translation>
    </message>
    <message>
        <source>%1 talks from any program, %2. Which key it is you decide there.</source>
        <translation>%1 gilt in jedem Programm, %2. Welche Taste es ist, bestimmen Sie dort.</translation>
    </message>
    <message>
        <source>%1 talks from any program, %2.</source>
        <translation>%1 gilt in jedem Programm, %2.</translation>
    </message>
    <message>
        <source>Another program has %1. Choose another key, or free it there.</source>
        <translation>Ein anderes Programm hat %1. Wählen Sie eine andere Taste, oder geben Sie sie dort frei.</translation>
    </message>
    <message>
        <source>The system cannot watch %1. Choose another key.</source>
        <translation>Das System kann %1 nicht beobachten. Wählen Sie eine andere Taste.</translation>
    </message>
    <message>
        <source>The desktop did not give the key: %1</source>
        <translation>Der Desktop hat die Taste nicht gegeben: %1</translation>
    </message>
    <message>
        <source>The desktop did not give the key.</source>
        <translation>Der Desktop hat die Taste nicht gegeben.</translation>
    </message>
    <message>
        <source>This desktop offers programs no keys of their own. Space in the window and earshotctl talk work.</source>
        <translation>Dieser Desktop bietet Programmen keine eigenen Tasten. Die Leertaste im Fenster und earshotctl talk gehen.</translation>
    </message>
    <message>
        <source>Here no key works outside the window. Space in it and earshotctl talk do.</source>
        <translation>Hier geht außerhalb des Fensters keine Taste. Die Leertaste im Fenster und earshotctl talk gehen.</translation>
    </message>
    <message>
        <source>%1 alone is needed for typing. Take a function key, Pause, or one with Ctrl or Alt.</source>
        <translation>%1 allein wird zum Schreiben gebraucht. Nehmen Sie eine Funktionstaste, Pause oder eine mit Strg oder Alt.</translation>
    </message>
    <message>
        <source>Talk while the key is held</source>
        <translation>Sprechen, solange die Taste gedrückt ist</translation>
    </message>
</context>
<context>
    <name>UiWords</name>
    <message>
        <source>%1&#xa0;%</source>
        <extracomment>A share of a hundred, as the volume is shown; the blank keeps both on one line</extracomment>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>%1 is a short day of the week, %2 a time: Sat 18:00</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>today</source>
        <translation>heute</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>morgen</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>date</comment>
        <extracomment>%1 is a day of the month, %2 a short month: 21 Nov</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>Late by %1</source>
        <translation>Mit %1 Verspätung</translation>
    </message>
    <message>
        <source>−%1 dB</source>
        <translation>−%1 dB</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
</context>
<context>
    <name>earshot::BringUpDialog</name>
    <message>
        <source>Choose another microphone</source>
        <translation>Ein anderes Mikrofon wählen</translation>
    </message>
    <message>
        <source>Check my microphone</source>
        <translation>Mein Mikrofon prüfen</translation>
    </message>
    <message>
        <source>Come on stage</source>
        <translation>Auf die Bühne</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Come up anyway</source>
        <translation>Trotzdem auf die Bühne</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Come up</source>
        <translation>Auf die Bühne</translation>
    </message>
</context>
<context>
    <name>earshot::DelayCard</name>
    <message>
        <source>Delay behind the speakers</source>
        <translation>Verzögerung hinter den Sprechenden</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Lückenlos</translation>
    </message>
    <message>
        <source>As much as it takes to have next to no gaps</source>
        <translation>So viel, wie es braucht, um fast keine Lücken zu haben</translation>
    </message>
    <message>
        <source>Low delay</source>
        <translation>Kurz</translation>
    </message>
    <message>
        <source>Close to the speakers; a short gap now and then</source>
        <translation>Nah an den Sprechenden; ab und zu eine kurze Lücke</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Always the same, whatever the connection does</source>
        <translation>Immer gleich, was auch die Verbindung tut</translation>
    </message>
    <message>
        <source>Custom delay, %1</source>
        <translation>Eigene Verzögerung, %1</translation>
    </message>
</context>
<context>
    <name>earshot::DetailsDialog</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What this rests on</source>
        <translation>Worauf dies beruht</translation>
    </message>
</context>
<context>
    <name>earshot::EventsPage</name>
    <message>
        <source>Paste a link</source>
        <translation>Link einfügen</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Veranstaltungen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>Noch keine Veranstaltungen</translation>
    </message>
    <message>
        <source>Earshot shows the events of the servers you know. Paste a link that an organiser sent you.</source>
        <translation>Earshot zeigt die Veranstaltungen der Server, die Sie kennen. Fügen Sie einen Link ein, den Sie von einem Veranstalter erhalten haben.</translation>
    </message>
    <message>
        <source>Reading the schedule …</source>
        <translation>Das Programm wird gelesen …</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>Das dauert einen Augenblick.</translation>
    </message>
    <message>
        <source>No schedule could be read</source>
        <translation>Kein Programm ist lesbar</translation>
    </message>
    <message>
        <source>The reason stands above. A link to another server works as well.</source>
        <translation>Der Grund steht oben. Ein Link zu einem anderen Server geht ebenfalls.</translation>
    </message>
    <message>
        <source>No events are planned</source>
        <translation>Keine Veranstaltungen geplant</translation>
    </message>
    <message>
        <source>The schedule was read and is empty. It is checked again by itself.</source>
        <translation>Das Programm wurde gelesen und ist leer. Es wird von selbst wieder geprüft.</translation>
    </message>
</context>
<context>
    <name>earshot::HandPanel</name>
    <message>
        <source>Raise hand</source>
        <translation>Hand heben</translation>
    </message>
    <message>
        <source>Lower hand</source>
        <translation>Hand senken</translation>
    </message>
    <message>
        <source>Answer …</source>
        <translation>Antworten …</translation>
    </message>
</context>
<context>
    <name>earshot::KeyField</name>
    <message>
        <source>Press the key …</source>
        <translation>Taste drücken …</translation>
    </message>
    <message>
        <source>Press the key that shall be the talk key; Escape leaves it as it is</source>
        <translation>Drücken Sie die Taste, die die Sprechtaste sein soll; Escape lässt sie, wie sie ist</translation>
    </message>
    <message>
        <source>Talk key in all programs, %1; press to change it</source>
        <translation>Sprechtaste in allen Programmen, %1; drücken, um sie zu ändern</translation>
    </message>
</context>
<context>
    <name>earshot::LevelMeter</name>
    <message>
        <source>Level, %1</source>
        <translation>Pegel, %1</translation>
    </message>
    <message>
        <source>Level, silent</source>
        <translation>Pegel, still</translation>
    </message>
</context>
<context>
    <name>earshot::ListenersCard</name>
    <message>
        <source>Listeners</source>
        <translation>Zuhörende</translation>
    </message>
    <message>
        <source>connected (server count)</source>
        <translation>verbunden (vom Server gezählt)</translation>
    </message>
    <message>
        <source>hearing audio now (measured)</source>
        <translation>hören gerade Ton (gemessen)</translation>
    </message>
</context>
<context>
    <name>earshot::LivePill</name>
    <message>
        <source>Go to live. More by the right mouse button.</source>
        <translation>Zu live. Mehr mit der rechten Maustaste.</translation>
    </message>
    <message>
        <source>Choose what happens when you fall behind</source>
        <translation>Wählen, was bei Rückstand geschieht</translation>
    </message>
    <message>
        <source>Go to live</source>
        <translation>Zu live</translation>
    </message>
    <message>
        <source>When I fall behind:</source>
        <translation>Wenn ich zurückfalle:</translation>
    </message>
    <message>
        <source>Play faster until live</source>
        <translation>Schneller abspielen bis live</translation>
    </message>
    <message>
        <source>Jump to live</source>
        <translation>Zu live springen</translation>
    </message>
</context>
<context>
    <name>earshot::MainWindow</name>
    <message>
        <source>%1 – Earshot</source>
        <translation>%1 – Earshot</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>No sound device</source>
        <translation>Kein Tongerät</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stumm</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
</context>
<context>
    <name>earshot::MicrophoneCard</name>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Vorgabe des Systems</translation>
    </message>
    <message>
        <source>Noise suppression</source>
        <translation>Rauschunterdrückung</translation>
    </message>
    <message>
        <source>Gain control</source>
        <translation>Pegelregelung</translation>
    </message>
    <message>
        <source>Echo cancellation</source>
        <translation>Echounterdrückung</translation>
    </message>
    <message>
        <source>Feedback guard</source>
        <translation>Rückkopplungsschutz</translation>
    </message>
</context>
<context>
    <name>earshot::NavItem</name>
    <message>
        <source>shown now</source>
        <translation>wird gezeigt</translation>
    </message>
</context>
<context>
    <name>earshot::NowPlayingPage</name>
    <message>
        <source>Nothing is playing</source>
        <translation>Es läuft nichts</translation>
    </message>
    <message>
        <source>Choose an event, or paste a link that somebody sent you.</source>
        <translation>Wählen Sie eine Veranstaltung oder fügen Sie einen Link ein, den Sie erhalten haben.</translation>
    </message>
    <message>
        <source>Go to events</source>
        <translation>Zu den Veranstaltungen</translation>
    </message>
    <message>
        <source>Paste a link</source>
        <translation>Link einfügen</translation>
    </message>
    <message>
        <source>Take part</source>
        <translation>Mitreden</translation>
    </message>
</context>
<context>
    <name>earshot::OutputCard</name>
    <message>
        <source>&amp;Test sound</source>
        <translation>&amp;Testton</translation>
    </message>
    <message>
        <source>Sound output</source>
        <translation>Tonausgabe</translation>
    </message>
    <message>
        <source>S&amp;ystem sound settings</source>
        <translation>Toneinstellungen des S&amp;ystems</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>Vorgabe des Systems</translation>
    </message>
</context>
<context>
    <name>earshot::PasteLinkDialog</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Paste a link</source>
        <translation>Link einfügen</translation>
    </message>
    <message>
        <source>The link of an event, or of a server whose events you want to see.</source>
        <translation>Der Link einer Veranstaltung oder eines Servers, dessen Veranstaltungen Sie sehen möchten.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Paste from the clipboard</source>
        <translation>Aus der Zwischenablage einfügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>It begins with earshot:// and ends in the name of an event.</source>
        <translation>Er beginnt mit earshot:// und endet mit dem Namen einer Veranstaltung.</translation>
    </message>
    <message>
        <source>This link can be opened.</source>
        <translation>Dieser Link kann geöffnet werden.</translation>
    </message>
</context>
<context>
    <name>earshot::PlaybackBar</name>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Ton an</translation>
    </message>
    <message>
        <source>Leave the event</source>
        <translation>Die Veranstaltung verlassen</translation>
    </message>
    <message>
        <source>Back 30 seconds</source>
        <translation>30 Sekunden zurück</translation>
    </message>
</context>
<context>
    <name>earshot::RaiseHandDialog</name>
    <message>
        <source>Raise hand</source>
        <translation>Hand heben</translation>
    </message>
    <message>
        <source>Raise your hand</source>
        <translation>Heben Sie die Hand</translation>
    </message>
    <message>
        <source>The host sees your name and when you asked. Your microphone stays closed until you are on stage.</source>
        <translation>Der Veranstalter sieht Ihren Namen und seit wann Sie warten. Ihr Mikrofon bleibt zu, bis Sie auf der Bühne sind.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
</context>
<context>
    <name>earshot::ServerLine</name>
    <message>
        <source>Options for %1</source>
        <translation>Optionen für %1</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Remove this server</source>
        <translation>Diesen Server entfernen</translation>
    </message>
</context>
<context>
    <name>earshot::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>All speakers about equally loud</source>
        <translation>Alle Stimmen etwa gleich laut</translation>
    </message>
    <message>
        <source>Slowly raises quiet voices and lowers loud ones</source>
        <translation>Hebt leise Stimmen langsam an und senkt laute</translation>
    </message>
    <message>
        <source>Language and theme</source>
        <translation>Sprache und Aussehen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Reset to defaults</source>
        <translation>Auf Vo&amp;rgaben zurücksetzen</translation>
    </message>
    <message>
        <source>Undo &amp;reset</source>
        <translation>Zurücksetzen &amp;rückgängig</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
</context>
<context>
    <name>earshot::Sidebar</name>
    <message>
        <source>Events</source>
        <translation>Veranstaltungen</translation>
    </message>
    <message>
        <source>Now playing</source>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>earshot::SoundcheckDialog</name>
    <message>
        <source>Soundcheck</source>
        <translation>Tonprobe</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>earshot::StageBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Soundcheck</source>
        <translation>Tonprobe</translation>
    </message>
    <message>
        <source>Step down</source>
        <translation>Abtreten</translation>
    </message>
</context>
<context>
    <name>earshot::StageGrid</name>
    <message>
        <source>On stage</source>
        <translation>Auf der Bühne</translation>
    </message>
    <message>
        <source>Nobody is on stage.</source>
        <translation>Niemand ist auf der Bühne.</translation>
    </message>
    <message>
        <source>Not known yet.</source>
        <translation>Noch nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>earshot::StatusBanner</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>earshot::TalkButton</name>
    <message>
        <source>Push to talk: %1, %2</source>
        <translation>Sprechtaste: %1, %2</translation>
    </message>
</context>
<context>
    <name>earshot::TalkKeyCard</name>
    <message>
        <source>No key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Talk key in all programs</source>
        <translation>Sprechtaste in allen Programmen</translation>
    </message>
    <message>
        <source>Foot switches and scripts: earshotctl talk on, off, toggle</source>
        <translation>Fußschalter und Skripte: earshotctl talk on, off, toggle</translation>
    </message>
    <message>
        <source>It is held down now.</source>
        <translation>Sie ist jetzt gedrückt.</translation>
    </message>
</context>
<context>
    <name>earshot::TalkingCard</name>
    <message>
        <source>Push to talk</source>
        <translation>Sprechtaste</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Latch</source>
        <translation>Rasten</translation>
    </message>
    <message>
        <source>Open mic</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Sound in a packet</source>
        <translation>Ton in einem Paket</translation>
    </message>
    <message>
        <source>Stays open after the key</source>
        <translation>Bleibt nach der Taste offen</translation>
    </message>
    <message>
        <source>Sound quality</source>
        <translation>Tonqualität</translation>
    </message>
    <message>
        <source>Sound in a packet: less is prompter, more spares the line</source>
        <translation>Ton in einem Paket: weniger ist schneller, mehr schont die Leitung</translation>
    </message>
    <message>
        <source>Sounds when the microphone opens and closes</source>
        <translation>Töne, wenn das Mikrofon auf- und zugeht</translation>
    </message>
    <message>
        <source>It is written and spoken as well</source>
        <translation>Es wird auch geschrieben und gesprochen</translation>
    </message>
    <message>
        <source>Quieter loudspeakers while I talk</source>
        <translation>Leisere Lautsprecher, während ich spreche</translation>
    </message>
    <message>
        <source>So that your microphone hears less of the others</source>
        <translation>Damit Ihr Mikrofon weniger von den anderen hört</translation>
    </message>
    <message>
        <source>Stays open after the key, %1</source>
        <translation>Bleibt nach der Taste offen, %1</translation>
    </message>
    <message>
        <source>Sound quality, %1</source>
        <translation>Tonqualität, %1</translation>
    </message>
</context>
<context>
    <name>earshot::TimelineCard</name>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
</context>
</TS>

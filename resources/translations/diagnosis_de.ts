<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Sentence</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 Tagen</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>a day of this year, as QLocale formats dates</comment>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>a day of another year, as QLocale formats dates</comment>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>phone quality</source>
        <translation>Telefonqualität</translation>
    </message>
    <message>
        <source>medium band</source>
        <translation>mittlere Bandbreite</translation>
    </message>
    <message>
        <source>wide band</source>
        <translation>große Bandbreite</translation>
    </message>
    <message>
        <source>super-wide band</source>
        <translation>sehr große Bandbreite</translation>
    </message>
    <message>
        <source>full band</source>
        <translation>volle Bandbreite</translation>
    </message>
    <message>
        <source>talking, %1</source>
        <translation>spricht, %1</translation>
    </message>
    <message>
        <source>open, not talking</source>
        <translation>offen, spricht nicht</translation>
    </message>
    <message>
        <source>digital silence for %1</source>
        <translation>seit %1 digitale Stille</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
    <message>
        <source>last heard %1 ago</source>
        <translation>zuletzt gehört vor %1</translation>
    </message>
    <message>
        <source>never heard yet</source>
        <translation>noch nie gehört</translation>
    </message>
    <message>
        <source>open, last heard %1 ago</source>
        <translation>offen, zuletzt gehört vor %1</translation>
    </message>
    <message>
        <source>open, never heard yet</source>
        <translation>offen, noch nie gehört</translation>
    </message>
    <message>
        <source>not here yet</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>last packet %1 ago</source>
        <translation>letztes Paket vor %1</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>two facts</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>no packet for %1</source>
        <translation>seit %1 kein Paket</translation>
    </message>
    <message>
        <source>connection dropped</source>
        <translation>Verbindung abgebrochen</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>connected, no packet for %1</source>
        <translation>verbunden, seit %1 kein Paket</translation>
    </message>
    <message>
        <source>connected, no packet yet</source>
        <translation>verbunden, noch kein Paket</translation>
    </message>
    <message>
        <source>not connected yet</source>
        <translation>noch nicht verbunden</translation>
    </message>
    <message>
        <source>under 1 ms</source>
        <translation>unter 1 ms</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>%1, answers in %2</source>
        <translation>%1, antwortet in %2</translation>
    </message>
    <message>
        <source>%1, connected</source>
        <translation>%1, verbunden</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>Verbindung wird aufgebaut</translation>
    </message>
    <message>
        <source>being let in</source>
        <translation>Anmeldung läuft</translation>
    </message>
    <message>
        <source>next try in %1</source>
        <translation>nächster Versuch in %1</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>not let in</source>
        <translation>nicht zugelassen</translation>
    </message>
    <message>
        <source>nothing for %1</source>
        <translation>seit %1 nichts</translation>
    </message>
    <message>
        <source>%1 late, jitter %2</source>
        <translation>%1 verspätet, Jitter %2</translation>
    </message>
    <message>
        <source>sound device</source>
        <translation>Audiogerät</translation>
    </message>
    <message>
        <source>no sound device</source>
        <translation>kein Audiogerät</translation>
    </message>
    <message>
        <source>no device, as chosen</source>
        <translation>kein Gerät, wie gewählt</translation>
    </message>
    <message>
        <source>%1, muted</source>
        <translation>%1, stumm</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>device, volume in percent</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>%1’s microphone</source>
        <translation>Mikrofon von %1</translation>
    </message>
    <message>
        <source>Uplink</source>
        <translation>Sendeweg</translation>
    </message>
    <message>
        <source>%1’s uplink</source>
        <translation>Sendeweg von %1</translation>
    </message>
    <message>
        <source>Server</source>
        <comment>hop</comment>
        <translation>Veranstaltungsserver</translation>
    </message>
    <message>
        <source>Your connection</source>
        <translation>Ihre Verbindung</translation>
    </message>
    <message>
        <source>Your speakers</source>
        <translation>Ihre Lautsprecher</translation>
    </message>
    <message>
        <source>Paste a link</source>
        <translation>Link einfügen</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Ton einschalten</translation>
    </message>
    <message>
        <source>Turn the volume up</source>
        <translation>Lauter stellen</translation>
    </message>
    <message>
        <source>Sound settings</source>
        <translation>Audioeinstellungen</translation>
    </message>
    <message>
        <source>Show the schedule</source>
        <translation>Programm zeigen</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Play the recording</source>
        <translation>Aufzeichnung abspielen</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Dorthin wechseln</translation>
    </message>
    <message>
        <source>(try %1)</source>
        <translation>(Versuch %1)</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>der Server</translation>
    </message>
    <message>
        <source>(“%1”)</source>
        <translation>(„%1“)</translation>
    </message>
    <message>
        <source>The host says: “%1”</source>
        <translation>Mitteilung der Veranstaltungsleitung: „%1“</translation>
    </message>
    <message>
        <source>Trying again now%1.</source>
        <translation>Es wird gerade erneut versucht%1.</translation>
    </message>
    <message>
        <source>Next try in %1%2.</source>
        <translation>Nächster Versuch in %1%2.</translation>
    </message>
    <message>
        <source>Trying again by itself would not help.</source>
        <translation>Ein automatischer neuer Versuch würde nicht helfen.</translation>
    </message>
    <message>
        <source>Earshot tries again by itself.</source>
        <translation>Earshot versucht es von selbst erneut.</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihre Seite</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serverseite</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Veranstaltung</translation>
    </message>
    <message>
        <source>The program nats-server is not installed on this computer.</source>
        <translation>Das Programm nats-server ist auf diesem Computer nicht installiert.</translation>
    </message>
    <message>
        <source>Install it, then start again.</source>
        <translation>Installieren Sie es und starten Sie dann erneut.</translation>
    </message>
    <message>
        <source>The nats-server of this computer is too old to be reached by others safely.</source>
        <translation>Der nats-server dieses Computers ist zu alt, um für andere sicher erreichbar zu sein.</translation>
    </message>
    <message>
        <source>Install nats-server 2.12.12 or newer, or stay on this computer alone.</source>
        <translation>Installieren Sie nats-server 2.12.12 oder neuer, oder nutzen Sie ihn nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>The server on this computer did not start.</source>
        <translation>Der Server auf diesem Computer ist nicht gestartet.</translation>
    </message>
    <message>
        <source>Another program already uses the port.</source>
        <translation>Ein anderes Programm benutzt diesen Port bereits.</translation>
    </message>
    <message>
        <source>Choose another port, or end that program.</source>
        <translation>Wählen Sie einen anderen Port oder beenden Sie jenes Programm.</translation>
    </message>
    <message>
        <source>A server already runs with this data folder.</source>
        <translation>Mit diesem Datenordner läuft bereits ein Server.</translation>
    </message>
    <message>
        <source>Use that one, or end it first.</source>
        <translation>Benutzen Sie diesen oder beenden Sie ihn zuerst.</translation>
    </message>
    <message>
        <source>A file cannot be read.</source>
        <translation>Eine Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Check that it is there and that you may read it.</source>
        <translation>Prüfen Sie, ob sie vorhanden ist und ob Sie sie lesen dürfen.</translation>
    </message>
    <message>
        <source>A file of Earshot is damaged, and was left as it is.</source>
        <translation>Eine Datei von Earshot ist beschädigt; sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>Put it back from a copy, or move it away: Earshot then begins anew without it.</source>
        <translation>Stellen Sie sie aus einer Kopie wieder her oder räumen Sie sie weg: Earshot beginnt dann ohne sie von vorn.</translation>
    </message>
    <message>
        <source>The event has no title.</source>
        <translation>Die Veranstaltung hat keinen Titel.</translation>
    </message>
    <message>
        <source>Enter one; the schedule shows it.</source>
        <translation>Geben Sie einen ein; das Programm zeigt ihn.</translation>
    </message>
    <message>
        <source>That is no address by which others reach this computer.</source>
        <translation>Unter dieser Adresse erreicht niemand diesen Computer.</translation>
    </message>
    <message>
        <source>Enter an IP address of this computer, such as 192.168.1.20.</source>
        <translation>Geben Sie eine IP-Adresse dieses Computers ein, etwa 192.168.1.20.</translation>
    </message>
    <message>
        <source>The event cannot be hosted as it was entered.</source>
        <translation>So, wie sie eingegeben ist, lässt sich die Veranstaltung nicht leiten.</translation>
    </message>
    <message>
        <source>Correct that, and try again.</source>
        <translation>Berichtigen Sie das und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>No host credentials for that server are kept on this computer.</source>
        <translation>Auf diesem Computer sind keine Zugangsdaten für diesen Server aufbewahrt.</translation>
    </message>
    <message>
        <source>Ask the server’s owner for the host credentials file, and give it to Earshot.</source>
        <translation>Bitten Sie den Betreiber des Servers um die Datei mit den Zugangsdaten und geben Sie sie Earshot.</translation>
    </message>
    <message>
        <source>The host credentials file is damaged or not whole.</source>
        <translation>Die Datei mit den Zugangsdaten ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>Take the whole file, from its first line to its last, or ask the server’s owner for a new one.</source>
        <translation>Nehmen Sie die ganze Datei, von der ersten bis zur letzten Zeile, oder bitten Sie den Betreiber des Servers um eine neue.</translation>
    </message>
    <message>
        <source>Another desk is in charge of this event.</source>
        <translation>Ein anderes Pult leitet diese Veranstaltung.</translation>
    </message>
    <message>
        <source>The event is not open.</source>
        <translation>Die Veranstaltung ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>The event is not live.</source>
        <translation>Die Veranstaltung läuft nicht.</translation>
    </message>
    <message>
        <source>The event has started already.</source>
        <translation>Die Veranstaltung hat schon begonnen.</translation>
    </message>
    <message>
        <source>The event is over.</source>
        <translation>Die Veranstaltung ist vorbei.</translation>
    </message>
    <message>
        <source>The stage is full.</source>
        <translation>Die Bühne ist voll.</translation>
    </message>
    <message>
        <source>That person is not on stage.</source>
        <translation>Diese Person ist nicht auf der Bühne.</translation>
    </message>
    <message>
        <source>That person is on stage already.</source>
        <translation>Diese Person ist schon auf der Bühne.</translation>
    </message>
    <message>
        <source>That person has lowered their hand.</source>
        <translation>Diese Person hat die Hand wieder gesenkt.</translation>
    </message>
    <message>
        <source>Too many speaker links were made that nobody has used.</source>
        <translation>Es gibt zu viele Sprecher-Links, die niemand benutzt hat.</translation>
    </message>
    <message>
        <source>This desk has no key to let people speak.</source>
        <translation>Dieses Pult hat keinen Schlüssel, um jemanden sprechen zu lassen.</translation>
    </message>
    <message>
        <source>The event’s desk does not do that now.</source>
        <translation>Das Pult der Veranstaltung tut das jetzt nicht.</translation>
    </message>
    <message>
        <source>The keychain of this computer does not give or take the host credentials.</source>
        <translation>Der Schlüsselbund dieses Computers gibt die Zugangsdaten nicht heraus oder nimmt sie nicht an.</translation>
    </message>
    <message>
        <source>Unlock it and let Earshot use it, then try again.</source>
        <translation>Entsperren Sie ihn und erlauben Sie Earshot den Zugriff; versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Another Earshot on this computer already hosts an event.</source>
        <translation>Auf diesem Computer leitet schon ein anderes Earshot eine Veranstaltung.</translation>
    </message>
    <message>
        <source>Go on there, or end it first.</source>
        <translation>Machen Sie dort weiter oder beenden Sie sie zuerst.</translation>
    </message>
    <message>
        <source>What you asked for was not done.</source>
        <translation>Was Sie wollten, ist nicht geschehen.</translation>
    </message>
    <message>
        <source>A file was damaged</source>
        <translation>Eine Datei war beschädigt</translation>
    </message>
    <message>
        <source>The event was not fully described</source>
        <translation>Die Veranstaltung war nicht ganz beschrieben</translation>
    </message>
    <message>
        <source>The host credentials could not be used</source>
        <translation>Die Zugangsdaten waren unbrauchbar</translation>
    </message>
    <message>
        <source>The keychain refused</source>
        <translation>Der Schlüsselbund hat sich geweigert</translation>
    </message>
    <message>
        <source>Another Earshot was hosting</source>
        <translation>Ein anderes Earshot leitete die Veranstaltung</translation>
    </message>
    <message>
        <source>The desk did not do it</source>
        <translation>Das Pult hat es nicht getan</translation>
    </message>
    <message>
        <source>A file cannot be written.</source>
        <translation>Eine Datei lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>Check that there is room and that you may write there.</source>
        <translation>Prüfen Sie, ob genug Platz ist und ob Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>No gap in the last 10 minutes.</source>
        <translation>Keine Lücke in den letzten 10 Minuten.</translation>
    </message>
    <message>
        <source>Gaps in the last 10 minutes: %1 in all.</source>
        <translation>Lücken in den letzten 10 Minuten: insgesamt %1.</translation>
    </message>
    <message>
        <source>Silence: %1 has taken no sound for %2. Your side.</source>
        <translation>Stille: %1 nimmt seit %2 keinen Ton an. Es liegt auf Ihrer Seite.</translation>
    </message>
    <message>
        <source>Silence: %1 does not take any sound. Your side.</source>
        <translation>Stille: %1 nimmt keinen Ton an. Es liegt auf Ihrer Seite.</translation>
    </message>
    <message>
        <source>Earshot opens it again by itself as soon as it works. Or choose another device.</source>
        <translation>Earshot öffnet es von selbst wieder, sobald es funktioniert. Oder wählen Sie ein anderes Gerät.</translation>
    </message>
    <message>
        <source>Silence: %1 sleeps and takes no sound until the system wakes it. Your side.</source>
        <translation>Stille: %1 schläft und nimmt keinen Ton an, bis das System es weckt. Es liegt auf Ihrer Seite.</translation>
    </message>
    <message>
        <source>Earshot goes on by itself as soon as it wakes. Or choose another device.</source>
        <translation>Earshot macht von selbst weiter, sobald es aufwacht. Oder wählen Sie ein anderes Gerät.</translation>
    </message>
    <message>
        <source>The event comes in live, %1 behind the speakers, but plays into no device, as chosen.</source>
        <translation>Die Veranstaltung kommt live an, %1 hinter den Sprechenden, wird aber wie gewählt auf keinem Gerät ausgegeben.</translation>
    </message>
    <message>
        <source>The event comes in live, but plays into no device, as chosen.</source>
        <translation>Die Veranstaltung kommt live an, wird aber wie gewählt auf keinem Gerät ausgegeben.</translation>
    </message>
    <message>
        <source>Nobody hears it here.</source>
        <translation>Hier hört sie niemand.</translation>
    </message>
    <message>
        <source>You hear this event live, %1 behind the speakers.</source>
        <translation>Sie hören diese Veranstaltung live, %1 hinter den Sprechenden.</translation>
    </message>
    <message>
        <source>You hear this event live.</source>
        <translation>Sie hören diese Veranstaltung live.</translation>
    </message>
    <message>
        <source>The event comes in %1 behind the speakers, but plays into no device, as chosen.</source>
        <translation>Die Veranstaltung kommt %1 hinter den Sprechenden an, wird aber wie gewählt auf keinem Gerät ausgegeben.</translation>
    </message>
    <message>
        <source>You hear this event %1 behind the speakers.</source>
        <translation>Sie hören diese Veranstaltung %1 hinter den Sprechenden.</translation>
    </message>
    <message>
        <source>Silence: this computer has no sound device.</source>
        <translation>Stille: Dieser Computer hat kein Audiogerät.</translation>
    </message>
    <message>
        <source>Plug in headphones or speakers: sound begins by itself. You stay joined.</source>
        <translation>Schließen Sie Kopfhörer oder Lautsprecher an: Der Ton setzt von selbst ein. Sie bleiben dabei.</translation>
    </message>
    <message>
        <source>Silence: you have muted Earshot.</source>
        <translation>Stille: Sie haben Earshot stummgeschaltet.</translation>
    </message>
    <message>
        <source>The event goes on; you hear it again as soon as you unmute.</source>
        <translation>Die Veranstaltung läuft weiter; Sie hören sie wieder, sobald Sie den Ton einschalten.</translation>
    </message>
    <message>
        <source>Silence: Earshot’s volume is at 0.</source>
        <translation>Stille: Die Lautstärke von Earshot steht auf 0.</translation>
    </message>
    <message>
        <source>The event goes on; you hear it as soon as you turn the volume up.</source>
        <translation>Die Veranstaltung läuft weiter; Sie hören sie, sobald Sie lauter stellen.</translation>
    </message>
    <message>
        <source>Silence: sound arrives, but Earshot hands none of it to your device. This is Earshot’s fault.</source>
        <translation>Stille: Der Ton kommt an, aber Earshot gibt ihn nicht an Ihr Gerät weiter. Das ist ein Fehler von Earshot.</translation>
    </message>
    <message>
        <source>Joining again may help. Please report it.</source>
        <translation>Ein erneuter Beitritt kann helfen. Bitte melden Sie den Fehler.</translation>
    </message>
    <message>
        <source>You hear this event with dropouts: this computer is too busy to play it in time.</source>
        <translation>Sie hören diese Veranstaltung mit Aussetzern: Dieser Computer ist zu ausgelastet, um sie rechtzeitig wiederzugeben.</translation>
    </message>
    <message>
        <source>Closing other programs helps.</source>
        <translation>Es hilft, andere Programme zu schließen.</translation>
    </message>
    <message>
        <source>Your side is ready. Stay here and you hear it from the first word.</source>
        <translation>Auf Ihrer Seite ist alles bereit. Bleiben Sie hier, dann hören Sie sie vom ersten Wort an.</translation>
    </message>
    <message>
        <source>It had been moved from %1.</source>
        <translation>Sie war zuvor für %1 geplant.</translation>
    </message>
    <message>
        <source>The host has said nothing about it. Your side is ready; it begins by itself.</source>
        <translation>Die Veranstaltungsleitung hat sich dazu nicht geäußert. Auf Ihrer Seite ist alles bereit; es beginnt von selbst.</translation>
    </message>
    <message>
        <source>Your side is ready; it begins by itself.</source>
        <translation>Auf Ihrer Seite ist alles bereit; es beginnt von selbst.</translation>
    </message>
    <message>
        <source>Late by %1: planned for %2, the host has not started yet.</source>
        <translation>Verspätung von %1: Der Beginn war für %2 geplant, es hat noch nicht begonnen.</translation>
    </message>
    <message>
        <source>A recording is promised.</source>
        <translation>Eine Aufzeichnung ist zugesagt.</translation>
    </message>
    <message>
        <source>The recording is being made ready; it appears here.</source>
        <translation>Die Aufzeichnung wird gerade fertiggestellt; sie erscheint hier.</translation>
    </message>
    <message>
        <source>A recording is there, but not of the whole event.</source>
        <translation>Eine Aufzeichnung liegt vor, aber nicht von der ganzen Veranstaltung.</translation>
    </message>
    <message>
        <source>The recording is ready.</source>
        <translation>Die Aufzeichnung ist fertig.</translation>
    </message>
    <message>
        <source>The host removed the recording.</source>
        <translation>Die Veranstaltungsleitung hat die Aufzeichnung entfernt.</translation>
    </message>
    <message>
        <source>No recording is announced.</source>
        <translation>Eine Aufzeichnung ist nicht angekündigt.</translation>
    </message>
    <message>
        <source>Counts and stage are not known.</source>
        <translation>Zahlen und Bühne sind nicht bekannt.</translation>
    </message>
    <message>
        <source>You hear the speakers; the event’s desk has been silent for %1.</source>
        <translation>Sie hören die Sprechenden; die Regie der Veranstaltung schweigt seit %1.</translation>
    </message>
    <message>
        <source>They go on by themselves when the desk is back.</source>
        <translation>Sie werden wieder aktuell, sobald die Regie zurück ist.</translation>
    </message>
    <message>
        <source>The event’s desk has been silent for %1, and no sound comes. Your side is fine.</source>
        <translation>Die Regie der Veranstaltung schweigt seit %1, und es kommt kein Ton. Auf Ihrer Seite ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>You stay joined; everything goes on by itself when the desk is back.</source>
        <translation>Sie bleiben dabei; alles geht von selbst weiter, sobald die Regie zurück ist.</translation>
    </message>
    <message>
        <source>This event goes on elsewhere.</source>
        <translation>Diese Veranstaltung geht an anderer Stelle weiter.</translation>
    </message>
    <message>
        <source>This event goes on at %1.</source>
        <translation>Diese Veranstaltung geht weiter auf %1.</translation>
    </message>
    <message>
        <source>You have not joined an event.</source>
        <translation>Sie sind keiner Veranstaltung beigetreten.</translation>
    </message>
    <message>
        <source>Choose one, or paste a link.</source>
        <translation>Wählen Sie eine aus oder fügen Sie einen Link ein.</translation>
    </message>
    <message>
        <source>There is no such event at %1.</source>
        <translation>Diese Veranstaltung ist nicht zu finden: %1 kennt sie nicht.</translation>
    </message>
    <message>
        <source>Its schedule was read and does not list it. Check the link, or choose from the schedule.</source>
        <translation>Das Programm wurde gelesen und führt sie nicht auf. Prüfen Sie den Link oder wählen Sie aus dem Programm.</translation>
    </message>
    <message>
        <source>The host has paused the event. Your side is fine.</source>
        <translation>Die Veranstaltungsleitung hat die Veranstaltung unterbrochen. Auf Ihrer Seite ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>You stay joined; it goes on by itself.</source>
        <translation>Sie bleiben dabei; es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>One click takes you there.</source>
        <translation>Mit einem Klick gelangen Sie dorthin.</translation>
    </message>
    <message>
        <source>The host has cancelled this event.</source>
        <translation>Die Veranstaltungsleitung hat diese Veranstaltung abgesagt.</translation>
    </message>
    <message>
        <source>It does not begin any more.</source>
        <translation>Sie findet nicht mehr statt.</translation>
    </message>
    <message>
        <source>The event has ended.</source>
        <translation>Die Veranstaltung ist zu Ende.</translation>
    </message>
    <message>
        <source>Somebody else changed the event at the same moment.</source>
        <translation>Jemand anderes hat die Veranstaltung im selben Augenblick geändert.</translation>
    </message>
    <message>
        <source>Nothing was overwritten. Look at it again, then repeat your change.</source>
        <translation>Es wurde nichts überschrieben. Sehen Sie sich den neuen Stand an und wiederholen Sie dann Ihre Änderung.</translation>
    </message>
    <message>
        <source>This link cannot be read: it does not begin with earshot://.</source>
        <translation>Dieser Link ist nicht lesbar: Er beginnt nicht mit earshot://.</translation>
    </message>
    <message>
        <source>This link cannot be read: the server’s name in it is missing or wrong.</source>
        <translation>Dieser Link ist nicht lesbar: Der Servername darin fehlt oder ist falsch.</translation>
    </message>
    <message>
        <source>This link cannot be read: the port in it is no number from 1 to 65535.</source>
        <translation>Dieser Link ist nicht lesbar: Der Port darin ist keine Zahl von 1 bis 65535.</translation>
    </message>
    <message>
        <source>This link cannot be read: the event’s name in it has other characters than a–z, 0–9 and -.</source>
        <translation>Dieser Link ist nicht lesbar: Der Name der Veranstaltung darin enthält andere Zeichen als a–z, 0–9 und -.</translation>
    </message>
    <message>
        <source>This link cannot be read: the ticket in it is damaged.</source>
        <translation>Dieser Link ist nicht lesbar: Das Ticket darin ist beschädigt.</translation>
    </message>
    <message>
        <source>This link cannot be read: the certificate’s fingerprint in it is damaged.</source>
        <translation>Dieser Link ist nicht lesbar: Der Fingerabdruck des Zertifikats darin ist beschädigt.</translation>
    </message>
    <message>
        <source>This link cannot be read: it is too long.</source>
        <translation>Dieser Link ist nicht lesbar: Er ist zu lang.</translation>
    </message>
    <message>
        <source>This link cannot be read.</source>
        <translation>Dieser Link ist nicht lesbar.</translation>
    </message>
    <message>
        <source>A right one looks like earshot://live.example.org/town-hall. Copy the whole link from the invitation and paste it again.</source>
        <translation>Ein richtiger sieht so aus: earshot://live.example.org/town-hall. Kopieren Sie den ganzen Link aus der Einladung und fügen Sie ihn erneut ein.</translation>
    </message>
    <message>
        <source>This computer’s name service does not answer, so %1 cannot be found.</source>
        <translation>Der Namensdienst dieses Computers antwortet nicht; %1 ist deshalb nicht zu finden.</translation>
    </message>
    <message>
        <source>Your side: the network or its name server (DNS).</source>
        <translation>Es liegt auf Ihrer Seite: am Netzwerk oder seinem Namensserver (DNS).</translation>
    </message>
    <message>
        <source>There is no server named %1: the name was not found.</source>
        <translation>Der Name wurde nicht gefunden: %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Check the link for a typing mistake, or ask for a new one.</source>
        <translation>Prüfen Sie den Link auf Tippfehler oder bitten Sie um einen neuen.</translation>
    </message>
    <message>
        <source>Earshot does not connect, for your safety.</source>
        <translation>Zu Ihrer Sicherheit verbindet sich Earshot nicht.</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired. Server’s side.</source>
        <translation>%1 antwortet mit einem abgelaufenen Zertifikat. Es liegt auf der Serverseite.</translation>
    </message>
    <message>
        <source>Its operator must renew it.</source>
        <translation>Der Betreiber muss es erneuern.</translation>
    </message>
    <message>
        <source>The certificate that answers at %1 is made out to another name.</source>
        <translation>%1 antwortet mit einem Zertifikat, das auf einen anderen Namen ausgestellt ist.</translation>
    </message>
    <message>
        <source>Check the link, or ask for a new one.</source>
        <translation>Prüfen Sie den Link oder bitten Sie um einen neuen.</translation>
    </message>
    <message>
        <source>Nobody this computer trusts vouches for the certificate of %1.</source>
        <translation>%1 antwortet mit einem Zertifikat, für das niemand bürgt, dem dieser Computer vertraut.</translation>
    </message>
    <message>
        <source>A link with the certificate’s fingerprint would settle it.</source>
        <translation>Ein Link mit dem Fingerabdruck des Zertifikats würde genügen.</translation>
    </message>
    <message>
        <source>%1 answers, but no secure connection (TLS) comes about.</source>
        <translation>%1 antwortet, aber eine sichere Verbindung (TLS) kommt nicht zustande.</translation>
    </message>
    <message>
        <source>Check date and time of this computer.</source>
        <translation>Prüfen Sie Datum und Uhrzeit dieses Computers.</translation>
    </message>
    <message>
        <source>It is %1 by this computer: check its date and time.</source>
        <translation>Auf diesem Computer ist es %1: Prüfen Sie Datum und Uhrzeit.</translation>
    </message>
    <message>
        <source>By this computer’s clock the certificate of %1 is not valid yet.</source>
        <translation>%1 antwortet mit einem Zertifikat, das nach der Uhr dieses Computers noch nicht gültig ist.</translation>
    </message>
    <message>
        <source>This computer’s clock and the server’s do not agree on whether your ticket is valid.</source>
        <translation>Die Uhren dieses Computers und des Servers sind sich nicht einig, ob Ihr Ticket gültig ist.</translation>
    </message>
    <message>
        <source>Checking: %1 answers; waiting to be let in.</source>
        <translation>Wird geprüft: %1 antwortet; die Anmeldung läuft.</translation>
    </message>
    <message>
        <source>Checking: you are connected; asking for the schedule.</source>
        <translation>Wird geprüft: Sie sind verbunden; das Programm wird abgefragt.</translation>
    </message>
    <message>
        <source>Checking: you are connected; waiting for word from the event’s desk.</source>
        <translation>Wird geprüft: Sie sind verbunden; die Regie der Veranstaltung wird erwartet.</translation>
    </message>
    <message>
        <source>Checking: you are in; waiting for the first sound.</source>
        <translation>Wird geprüft: Sie sind dabei; der erste Ton wird erwartet.</translation>
    </message>
    <message>
        <source>Checking: you are in; opening your sound device.</source>
        <translation>Wird geprüft: Sie sind dabei; Ihr Audiogerät wird geöffnet.</translation>
    </message>
    <message>
        <source>Checking: calling %1.</source>
        <translation>Wird geprüft: Ist %1 erreichbar?</translation>
    </message>
    <message>
        <source>Not known yet: %1 answers, but has neither let you in nor refused.</source>
        <translation>Noch nicht bekannt: %1 antwortet, hat Sie aber weder zugelassen noch abgewiesen.</translation>
    </message>
    <message>
        <source>Not known yet: your connection and the server are fine, the schedule did not answer.</source>
        <translation>Noch nicht bekannt: Ihre Verbindung und der Server sind in Ordnung, das Programm kam nicht an.</translation>
    </message>
    <message>
        <source>Not known yet: your connection and the server are fine, the event’s desk did not answer.</source>
        <translation>Noch nicht bekannt: Ihre Verbindung und der Server sind in Ordnung, die Regie hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>Not known yet: connection, server and desk are fine, no sound has been played yet.</source>
        <translation>Noch nicht bekannt: Verbindung, Server und Regie sind in Ordnung, es wurde noch kein Ton abgespielt.</translation>
    </message>
    <message>
        <source>Not known yet: connection and server are fine, your sound device did not answer.</source>
        <translation>Noch nicht bekannt: Verbindung und Server sind in Ordnung, Ihr Audiogerät hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>Not known yet: %1 did not answer so far.</source>
        <translation>Noch nicht bekannt: %1 hat bisher nicht geantwortet.</translation>
    </message>
    <message>
        <source>Waiting for %1. Earshot goes on by itself as soon as the answer is there.</source>
        <translation>Seit %1 wird gewartet. Sobald die Antwort da ist, macht Earshot von selbst weiter.</translation>
    </message>
    <message>
        <source>A log-in page of the network you are in answers in the place of %1 (status %2).</source>
        <translation>Ihr Netzwerk verlangt zuerst eine Anmeldung (Status %2): Nicht %1 antwortet, sondern seine Anmeldeseite.</translation>
    </message>
    <message>
        <source>Open any web page, log in there, then come back.</source>
        <translation>Öffnen Sie eine beliebige Webseite, melden Sie sich dort an und kommen Sie dann zurück.</translation>
    </message>
    <message>
        <source>This computer has no network connection. Your side.</source>
        <translation>Dieser Computer hat keine Netzwerkverbindung. Es liegt auf Ihrer Seite.</translation>
    </message>
    <message>
        <source>Check Wi-Fi or cable.</source>
        <translation>Prüfen Sie WLAN oder Kabel.</translation>
    </message>
    <message>
        <source>%1 can be reached, but no event server answers there.</source>
        <translation>%1 ist erreichbar, aber dort antwortet kein Veranstaltungsserver.</translation>
    </message>
    <message>
        <source>The connection was refused at once. Your side is fine.</source>
        <translation>Die Verbindung wurde sofort abgelehnt. Auf Ihrer Seite ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 antwortet nicht.</translation>
    </message>
    <message>
        <source>Whether the server or the way to it is at fault cannot be seen from here.</source>
        <translation>Ob es am Server oder am Weg dorthin liegt, ist von hier aus nicht zu erkennen.</translation>
    </message>
    <message>
        <source>%1 answered %2 and asks to wait %3.</source>
        <translation>%1 hat mit %2 geantwortet und bittet um eine Wartezeit von %3.</translation>
    </message>
    <message>
        <source>%1 answered %2 instead of letting you in.</source>
        <translation>%1 hat mit %2 geantwortet, statt Sie einzulassen.</translation>
    </message>
    <message>
        <source>Your connection is fine.</source>
        <translation>Ihre Verbindung ist in Ordnung.</translation>
    </message>
    <message>
        <source>%1 answers, but its Earshot page cannot be read.</source>
        <translation>%1 antwortet, aber die Earshot-Seite dort ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Ask for a link with a ticket in it.</source>
        <translation>Bitten Sie um einen Link, der ein Ticket enthält.</translation>
    </message>
    <message>
        <source>Something answers at %1, but it is no event server.</source>
        <translation>%1 antwortet, ist aber kein Veranstaltungsserver.</translation>
    </message>
    <message>
        <source>No other server is known.</source>
        <translation>Ein anderer Server ist nicht bekannt.</translation>
    </message>
    <message>
        <source>One other server is known and tried too.</source>
        <translation>Ein weiterer Server ist bekannt und wird auch versucht.</translation>
    </message>
    <message>
        <source>%1 other servers are known and tried too.</source>
        <translation>%1 weitere Server sind bekannt und werden auch versucht.</translation>
    </message>
    <message>
        <source>%1 ended your connection: it had not heard from this computer.</source>
        <translation>%1 hat Ihre Verbindung beendet: Von diesem Computer war dort nichts mehr angekommen.</translation>
    </message>
    <message>
        <source>The connection to %1 ended at %2.</source>
        <translation>Die Verbindung ist um %2 abgebrochen: %1 ist nicht mehr verbunden.</translation>
    </message>
    <message>
        <source>The connection to %1 ended.</source>
        <translation>Die Verbindung ist abgebrochen: %1 ist nicht mehr verbunden.</translation>
    </message>
    <message>
        <source>Nothing answers there any more.</source>
        <translation>Dort antwortet nichts mehr.</translation>
    </message>
    <message>
        <source>You hear nothing until it is back.</source>
        <translation>Bis sie wieder steht, hören Sie nichts.</translation>
    </message>
    <message>
        <source>%1 let you in, but nothing there keeps a schedule.</source>
        <translation>%1 hat Sie eingelassen, aber dort wird kein Programm geführt.</translation>
    </message>
    <message>
        <source>Your side is fine.</source>
        <translation>Auf Ihrer Seite ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>%1 let you in, but did not answer the question that followed.</source>
        <translation>%1 hat Sie eingelassen, aber die folgende Anfrage nicht beantwortet.</translation>
    </message>
    <message>
        <source>Your connection stands.</source>
        <translation>Ihre Verbindung steht.</translation>
    </message>
    <message>
        <source>This event needs a newer Earshot than yours.</source>
        <translation>Diese Veranstaltung braucht ein neueres Earshot als Ihres.</translation>
    </message>
    <message>
        <source>Update Earshot.</source>
        <translation>Aktualisieren Sie Earshot.</translation>
    </message>
    <message>
        <source>%1 sent something that cannot be read.</source>
        <translation>%1 hat etwas Unlesbares gesendet.</translation>
    </message>
    <message>
        <source>%1 sends bytes that break the protocol.</source>
        <translation>%1 sendet Daten, die das Protokoll verletzen.</translation>
    </message>
    <message>
        <source>Earshot ended that connection. Your side is fine.</source>
        <translation>Earshot hat diese Verbindung beendet. Auf Ihrer Seite ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>Your ticket has expired.</source>
        <translation>Ihr Ticket ist abgelaufen.</translation>
    </message>
    <message>
        <source>Trying again would not help. Ask the host for a new link and paste it.</source>
        <translation>Ein neuer Versuch würde nicht helfen. Bitten Sie die Veranstaltungsleitung um einen neuen Link und fügen Sie ihn ein.</translation>
    </message>
    <message>
        <source>Silence: nothing has come over your connection for %1.</source>
        <translation>Stille: Über Ihre Verbindung kommt seit %1 nichts mehr.</translation>
    </message>
    <message>
        <source>%1 does not answer either. You stay joined; Earshot connects again by itself if this lasts.</source>
        <translation>Auch %1 antwortet nicht. Sie bleiben dabei; hält das an, verbindet sich Earshot von selbst neu.</translation>
    </message>
    <message>
        <source>%1 does not accept your ticket.</source>
        <translation>%1 nimmt Ihr Ticket nicht an.</translation>
    </message>
    <message>
        <source>Trying again would not help. Copy the whole link once more, or ask the host for a new one.</source>
        <translation>Ein neuer Versuch würde nicht helfen. Kopieren Sie den ganzen Link noch einmal oder bitten Sie die Veranstaltungsleitung um einen neuen.</translation>
    </message>
    <message>
        <source>The organiser has taken your ticket back.</source>
        <translation>Der Veranstalter hat Ihr Ticket zurückgezogen.</translation>
    </message>
    <message>
        <source>Trying again would not help. Only the organiser can give you a new one.</source>
        <translation>Ein neuer Versuch würde nicht helfen. Nur der Veranstalter kann Ihnen ein neues geben.</translation>
    </message>
    <message>
        <source>Your ticket does not allow this.</source>
        <translation>Ihr Ticket erlaubt das nicht.</translation>
    </message>
    <message>
        <source>Trying again would not help. Ask the host for a ticket that allows it.</source>
        <translation>Ein neuer Versuch würde nicht helfen. Bitten Sie die Veranstaltungsleitung um ein Ticket, das es erlaubt.</translation>
    </message>
    <message>
        <source>%1 is full: it takes no more connections.</source>
        <translation>%1 ist voll: Weitere Verbindungen werden nicht angenommen.</translation>
    </message>
    <message>
        <source>The organiser’s limit of listeners on %1 is reached.</source>
        <translation>Die Obergrenze des Veranstalters ist erreicht: %1 lässt niemanden mehr zuhören.</translation>
    </message>
    <message>
        <source>%1 has no room left to keep anything.</source>
        <translation>Auf %1 ist kein Platz mehr, um etwas aufzubewahren.</translation>
    </message>
    <message>
        <source>Its owner must give it more room, or recordings must be removed from it.</source>
        <translation>Wer den Server betreibt, muss ihm mehr Platz geben, oder es müssen Aufzeichnungen von ihm entfernt werden.</translation>
    </message>
    <message>
        <source>Your side is fine. You get in when somebody leaves.</source>
        <translation>Auf Ihrer Seite ist alles in Ordnung. Sie kommen hinein, sobald jemand geht.</translation>
    </message>
    <message>
        <source>%1 is being shut down and asked you to move.</source>
        <translation>%1 wird heruntergefahren und hat um einen Wechsel gebeten.</translation>
    </message>
    <message>
        <source>%1 is too old for this event.</source>
        <translation>%1 ist zu alt für diese Veranstaltung.</translation>
    </message>
    <message>
        <source>Trying again would not help. Its operator must update it.</source>
        <translation>Ein neuer Versuch würde nicht helfen. Der Betreiber muss den Server aktualisieren.</translation>
    </message>
    <message>
        <source>%1 ended the log-in because it took too long.</source>
        <translation>%1 hat die Anmeldung beendet, weil sie zu lange dauerte.</translation>
    </message>
    <message>
        <source>You were not refused.</source>
        <translation>Sie wurden nicht abgewiesen.</translation>
    </message>
    <message>
        <source>One other listener hears silence too.</source>
        <translation>Auch ein weiterer Zuhörer hört Stille.</translation>
    </message>
    <message>
        <source>%1 others hear silence too.</source>
        <translation>%1 weitere hören ebenfalls Stille.</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>Silence: the connections of %1 and one other speaker dropped, the last at %2. Your side is fine.</source>
        <translation>Stille: %1 und eine weitere Person haben die Verbindung verloren, zuletzt um %2. Auf Ihrer Seite ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>Silence: the connections of %1 and %3 other speakers dropped, the last at %2. Your side is fine.</source>
        <translation>Stille: %1 und %3 weitere Personen haben die Verbindung verloren, zuletzt um %2. Auf Ihrer Seite ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>Silence: %1’s connection dropped at %2. Your side is fine.</source>
        <translation>Stille: %1 hat um %2 die Verbindung verloren. Auf Ihrer Seite ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>You stay joined; audio resumes by itself when %1 is back.</source>
        <translation>Sie bleiben dabei; der Ton setzt von selbst wieder ein, sobald %1 zurück ist.</translation>
    </message>
    <message>
        <source>Silence: the open microphones on stage, %1’s among them, have given nothing but digital silence for %2.</source>
        <translation>Stille: Die offenen Mikrofone auf der Bühne, darunter das von %1, liefern seit %2 nur digitale Stille.</translation>
    </message>
    <message>
        <source>Silence: %1’s microphone is open, but has given nothing but digital silence for %2.</source>
        <translation>Stille: Das Mikrofon von %1 ist offen, liefert aber seit %2 nur digitale Stille.</translation>
    </message>
    <message>
        <source>Your side is fine. It can only be changed on stage; you hear the first sound at once.</source>
        <translation>Auf Ihrer Seite ist alles in Ordnung. Ändern lässt es sich nur auf der Bühne; den ersten Ton hören Sie sofort.</translation>
    </message>
    <message>
        <source>Quiet: %1’s microphone is open, nothing has come from it for %2.</source>
        <translation>Ruhe: Das Mikrofon von %1 ist offen, seit %2 kommt nichts davon.</translation>
    </message>
    <message>
        <source>Quiet: %1’s microphone is open, nothing has come from it yet.</source>
        <translation>Ruhe: Das Mikrofon von %1 ist offen, es kam noch nichts davon.</translation>
    </message>
    <message>
        <source>Your side is fine. You hear it at once when somebody speaks.</source>
        <translation>Auf Ihrer Seite ist alles in Ordnung. Sobald jemand spricht, hören Sie es.</translation>
    </message>
    <message>
        <source>Quiet: everybody on stage is muted.</source>
        <translation>Ruhe: Alle auf der Bühne sind stummgeschaltet.</translation>
    </message>
    <message>
        <source>Quiet: %1, the only one on stage, is muted.</source>
        <translation>Ruhe: Auf der Bühne ist nur %1, und zwar stummgeschaltet.</translation>
    </message>
    <message>
        <source>Quiet: the event is live, but nobody is on stage.</source>
        <translation>Ruhe: Die Veranstaltung läuft, aber niemand ist auf der Bühne.</translation>
    </message>
    <message>
        <source>Not joined</source>
        <translation>Nicht beigetreten</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>Noch keine Antwort</translation>
    </message>
    <message>
        <source>The link could not be read</source>
        <translation>Der Link war nicht lesbar</translation>
    </message>
    <message>
        <source>This computer was offline</source>
        <translation>Dieser Computer war offline</translation>
    </message>
    <message>
        <source>The server’s name was not found</source>
        <translation>Der Servername wurde nicht gefunden</translation>
    </message>
    <message>
        <source>The connection was refused</source>
        <translation>Die Verbindung wurde abgelehnt</translation>
    </message>
    <message>
        <source>The server did not answer</source>
        <translation>Der Server hat nicht geantwortet</translation>
    </message>
    <message>
        <source>The network asked for a log-in</source>
        <translation>Das Netzwerk verlangte eine Anmeldung</translation>
    </message>
    <message>
        <source>The clocks did not agree</source>
        <translation>Die Uhren stimmten nicht überein</translation>
    </message>
    <message>
        <source>The server’s certificate had expired</source>
        <translation>Das Zertifikat des Servers war abgelaufen</translation>
    </message>
    <message>
        <source>The certificate had another name</source>
        <translation>Das Zertifikat galt für einen anderen Namen</translation>
    </message>
    <message>
        <source>The certificate was not trusted</source>
        <translation>Dem Zertifikat wurde nicht vertraut</translation>
    </message>
    <message>
        <source>No secure connection came about</source>
        <translation>Keine sichere Verbindung zustande gekommen</translation>
    </message>
    <message>
        <source>No event server answered</source>
        <translation>Kein Veranstaltungsserver hat geantwortet</translation>
    </message>
    <message>
        <source>The server was full</source>
        <translation>Der Server war voll</translation>
    </message>
    <message>
        <source>The organiser’s limit was reached</source>
        <translation>Die Obergrenze des Veranstalters war erreicht</translation>
    </message>
    <message>
        <source>The server had no room</source>
        <translation>Auf dem Server war kein Platz</translation>
    </message>
    <message>
        <source>The server asked you to move</source>
        <translation>Der Server bat um einen Wechsel</translation>
    </message>
    <message>
        <source>The connection to the server ended</source>
        <translation>Die Verbindung zum Server ist abgebrochen</translation>
    </message>
    <message>
        <source>The server was too old</source>
        <translation>Der Server war zu alt</translation>
    </message>
    <message>
        <source>The server’s log-in took too long</source>
        <translation>Die Anmeldung am Server dauerte zu lange</translation>
    </message>
    <message>
        <source>The server left a question unanswered</source>
        <translation>Der Server ließ eine Anfrage unbeantwortet</translation>
    </message>
    <message>
        <source>The server broke the protocol</source>
        <translation>Der Server hat das Protokoll verletzt</translation>
    </message>
    <message>
        <source>Your ticket expired</source>
        <translation>Ihr Ticket ist abgelaufen</translation>
    </message>
    <message>
        <source>Your ticket was not accepted</source>
        <translation>Ihr Ticket wurde nicht angenommen</translation>
    </message>
    <message>
        <source>Your ticket was taken back</source>
        <translation>Ihr Ticket wurde zurückgezogen</translation>
    </message>
    <message>
        <source>Your ticket did not allow this</source>
        <translation>Ihr Ticket hat das nicht erlaubt</translation>
    </message>
    <message>
        <source>There was no such event</source>
        <translation>Diese Veranstaltung gab es nicht</translation>
    </message>
    <message>
        <source>You wait for the start</source>
        <translation>Sie warten auf den Beginn</translation>
    </message>
    <message>
        <source>The planned start passed</source>
        <translation>Der geplante Beginn ist verstrichen</translation>
    </message>
    <message>
        <source>The host moved the start</source>
        <translation>Der Beginn wurde verschoben</translation>
    </message>
    <message>
        <source>The host paused the event</source>
        <translation>Die Veranstaltung wurde unterbrochen</translation>
    </message>
    <message>
        <source>The event moved</source>
        <translation>Die Veranstaltung ist umgezogen</translation>
    </message>
    <message>
        <source>The host cancelled the event</source>
        <translation>Die Veranstaltung wurde abgesagt</translation>
    </message>
    <message>
        <source>The event ended</source>
        <translation>Die Veranstaltung ist zu Ende gegangen</translation>
    </message>
    <message>
        <source>The event’s desk fell silent</source>
        <translation>Die Regie ist verstummt</translation>
    </message>
    <message>
        <source>Somebody else changed the event</source>
        <translation>Jemand anderes hat die Veranstaltung geändert</translation>
    </message>
    <message>
        <source>Nobody was on stage</source>
        <translation>Niemand war auf der Bühne</translation>
    </message>
    <message>
        <source>Everybody on stage was muted</source>
        <translation>Alle auf der Bühne waren stummgeschaltet</translation>
    </message>
    <message>
        <source>Nobody was heard</source>
        <translation>Niemand war zu hören</translation>
    </message>
    <message>
        <source>Your connection delivered nothing</source>
        <translation>Über Ihre Verbindung kam nichts mehr</translation>
    </message>
    <message>
        <source>This computer was too busy</source>
        <translation>Dieser Computer war überlastet</translation>
    </message>
    <message>
        <source>There was no sound device</source>
        <translation>Es gab kein Audiogerät</translation>
    </message>
    <message>
        <source>Your sound device took no sound</source>
        <translation>Ihr Audiogerät nahm keinen Ton an</translation>
    </message>
    <message>
        <source>Your sound device slept</source>
        <translation>Ihr Audiogerät schlief</translation>
    </message>
    <message>
        <source>You muted Earshot</source>
        <translation>Sie haben Earshot stummgeschaltet</translation>
    </message>
    <message>
        <source>You set the volume to 0</source>
        <translation>Sie haben die Lautstärke auf 0 gestellt</translation>
    </message>
    <message>
        <source>Earshot played no sound</source>
        <translation>Earshot hat keinen Ton ausgegeben</translation>
    </message>
    <message>
        <source>You hear the event</source>
        <translation>Sie hören die Veranstaltung</translation>
    </message>
    <message>
        <source>You hear the event with a delay</source>
        <translation>Sie hören die Veranstaltung verzögert</translation>
    </message>
    <message>
        <source>nats-server was not installed</source>
        <translation>nats-server war nicht installiert</translation>
    </message>
    <message>
        <source>nats-server was too old</source>
        <translation>nats-server war zu alt</translation>
    </message>
    <message>
        <source>The own server did not start</source>
        <translation>Der eigene Server ist nicht gestartet</translation>
    </message>
    <message>
        <source>The port was taken</source>
        <translation>Der Port war belegt</translation>
    </message>
    <message>
        <source>A server ran already</source>
        <translation>Ein Server lief bereits</translation>
    </message>
    <message>
        <source>A file could not be read</source>
        <translation>Eine Datei war nicht lesbar</translation>
    </message>
    <message>
        <source>A file could not be written</source>
        <translation>Eine Datei war nicht beschreibbar</translation>
    </message>
    <message>
        <source>%1’s connection dropped</source>
        <translation>%1 hat die Verbindung verloren</translation>
    </message>
    <message>
        <source>%1’s microphone fell silent</source>
        <translation>Das Mikrofon von %1 verstummte</translation>
    </message>
    <message>
        <source>The server answered %1</source>
        <translation>Der Server antwortete mit %1</translation>
    </message>
    <message>
        <source>Late by %1</source>
        <translation>Verspätung von %1</translation>
    </message>
    <message>
        <source>You reconnected after %1</source>
        <translation>Nach %1 wieder verbunden</translation>
    </message>
    <message>
        <source>Nobody can join until it runs.</source>
        <translation>Solange er nicht läuft, kann niemand beitreten.</translation>
    </message>
    <message>
        <source>Not started yet. Planned start: %1, in %2.</source>
        <translation>Noch nicht begonnen. Geplanter Beginn: %1, in %2.</translation>
    </message>
    <message>
        <source>Not started yet. It begins when the host is ready.</source>
        <translation>Noch nicht begonnen. Es beginnt, sobald die Veranstaltungsleitung bereit ist.</translation>
    </message>
    <message>
        <source>The host moved the start. New start: %1, in %2. It was planned for %3.</source>
        <translation>Der Beginn wurde verschoben. Neuer Beginn: %1, in %2. Geplant war %3.</translation>
    </message>
    <message>
        <source>The event has ended (%1).</source>
        <translation>Die Veranstaltung ist zu Ende (%1).</translation>
    </message>
    <message>
        <source>Your ticket has expired (%1).</source>
        <translation>Ihr Ticket ist abgelaufen (%1).</translation>
    </message>
    <message>
        <source>%1: takes no sound</source>
        <translation>%1: nimmt keinen Ton an</translation>
    </message>
    <message>
        <source>%1: sleeps</source>
        <comment>device</comment>
        <translation>%1: schläft</translation>
    </message>
    <message>
        <source>your sound device</source>
        <translation>Ihr Audiogerät</translation>
    </message>
    <message>
        <source>the device “%1”</source>
        <translation>das Gerät „%1“</translation>
    </message>
    <message>
        <source>You know more within 3 s.</source>
        <translation>Spätestens in 3 s wissen Sie mehr.</translation>
    </message>
    <message>
        <source>howls at %1 Hz</source>
        <translation>pfeift bei %1 Hz</translation>
    </message>
    <message>
        <source>too loud, distorted</source>
        <translation>zu laut, verzerrt</translation>
    </message>
    <message>
        <source>%1 of %2 packets missing</source>
        <translation>%1 von %2 Paketen fehlen</translation>
    </message>
    <message>
        <source>%1, connection ended %2 ago</source>
        <comment>server, time</comment>
        <translation>%1, Verbindung vor %2 beendet</translation>
    </message>
    <message>
        <source>%1, is being shut down</source>
        <translation>%1, wird heruntergefahren</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>kein Netz</translation>
    </message>
    <message>
        <source>too slow, %1 behind</source>
        <translation>zu langsam, %1 im Rückstand</translation>
    </message>
    <message>
        <source>in bursts, buffer %1</source>
        <translation>in Schüben, Puffer %1</translation>
    </message>
    <message>
        <source>Server’s name (DNS)</source>
        <translation>Name des Servers (DNS)</translation>
    </message>
    <message>
        <source>Way to the server (TCP)</source>
        <translation>Weg zum Server (TCP)</translation>
    </message>
    <message>
        <source>Certificate (TLS)</source>
        <translation>Zertifikat (TLS)</translation>
    </message>
    <message>
        <source>Answer (HTTP)</source>
        <translation>Antwort (HTTP)</translation>
    </message>
    <message>
        <source>Event page</source>
        <translation>Seite der Veranstaltung</translation>
    </message>
    <message>
        <source>the name does not exist</source>
        <translation>den Namen gibt es nicht</translation>
    </message>
    <message>
        <source>the name server does not answer</source>
        <translation>der Namensserver antwortet nicht</translation>
    </message>
    <message>
        <source>refused at once</source>
        <translation>sofort abgelehnt</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>keine rechtzeitige Antwort</translation>
    </message>
    <message>
        <source>there is no network to send on</source>
        <translation>kein Netz zum Senden</translation>
    </message>
    <message>
        <source>has expired</source>
        <translation>ist abgelaufen</translation>
    </message>
    <message>
        <source>is not valid yet</source>
        <translation>ist noch nicht gültig</translation>
    </message>
    <message>
        <source>is made out to another name</source>
        <translation>lautet auf einen anderen Namen</translation>
    </message>
    <message>
        <source>nobody this computer trusts vouches for it</source>
        <translation>niemand, dem dieser Computer vertraut, bürgt dafür</translation>
    </message>
    <message>
        <source>no secure connection comes about</source>
        <translation>es kommt keine sichere Verbindung zustande</translation>
    </message>
    <message>
        <source>answered %1</source>
        <translation>antwortete %1</translation>
    </message>
    <message>
        <source>answered, but did not let in</source>
        <translation>antwortete, ließ aber nicht ein</translation>
    </message>
    <message>
        <source>answers, but is no event server</source>
        <translation>antwortet, ist aber kein Veranstaltungsserver</translation>
    </message>
    <message>
        <source>is there, but cannot be read</source>
        <translation>ist da, lässt sich aber nicht lesen</translation>
    </message>
    <message>
        <source>ended without an answer</source>
        <translation>endete ohne Antwort</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message>
        <source>issued by %1</source>
        <translation>ausgestellt von %1</translation>
    </message>
    <message>
        <source>valid from %1 to %2</source>
        <comment>days</comment>
        <translation>gültig vom %1 bis %2</translation>
    </message>
    <message>
        <source>leads to %1</source>
        <translation>führt zu %1</translation>
    </message>
    <message>
        <source>with a page for people</source>
        <translation>mit einer Seite für Menschen</translation>
    </message>
    <message>
        <source>asks to wait %1</source>
        <translation>bittet, %1 zu warten</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>found: %1</source>
        <translation>gefunden: %1</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>antwortet</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>gültig</translation>
    </message>
    <message>
        <source>can be read</source>
        <translation>lesbar</translation>
    </message>
    <message>
        <source>being asked</source>
        <translation>wird gefragt</translation>
    </message>
    <message>
        <source>not asked: a step before it failed</source>
        <translation>nicht gefragt: ein Schritt davor ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>not needed here</source>
        <translation>hier nicht nötig</translation>
    </message>
    <message>
        <source>This computer’s clock</source>
        <translation>Uhr dieses Computers</translation>
    </message>
    <message>
        <source>%1 behind the server’s</source>
        <translation>geht nach, Abweichung von %1 gegenüber dem Server</translation>
    </message>
    <message>
        <source>%1 ahead of the server’s</source>
        <translation>geht vor, Abweichung von %1 gegenüber dem Server</translation>
    </message>
    <message>
        <source>Open the delayed stream</source>
        <translation>Verzögerten Stream öffnen</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu live</translation>
    </message>
    <message>
        <source>Skip to live</source>
        <translation>Zu live springen</translation>
    </message>
    <message>
        <source>Open the log-in page</source>
        <translation>Anmeldeseite öffnen</translation>
    </message>
    <message>
        <source>Microphone settings</source>
        <translation>Mikrofoneinstellungen</translation>
    </message>
    <message>
        <source>The organiser wrote %1 ago: “%2”</source>
        <translation>Mitteilung des Veranstalters vor %1: „%2“</translation>
    </message>
    <message>
        <source>%1 were lost: the host has switched catch-up off.</source>
        <translation>%1 sind verloren: Das Nachholen ist für diese Veranstaltung abgeschaltet.</translation>
    </message>
    <message>
        <source>%1 were lost: catch-up is only for a part of the listeners now.</source>
        <translation>%1 sind verloren: Nachholen kann gerade nur ein Teil der Zuhörenden.</translation>
    </message>
    <message>
        <source>%1 were lost: this event keeps no archive to catch up from.</source>
        <translation>%1 sind verloren: Diese Veranstaltung hat kein Archiv zum Nachholen.</translation>
    </message>
    <message>
        <source>%1 were lost: more than the archive gives back.</source>
        <translation>%1 sind verloren: mehr, als das Archiv zurückgibt.</translation>
    </message>
    <message>
        <source>%1 were lost: the archive does not have them either.</source>
        <translation>%1 sind verloren: Auch das Archiv hat sie nicht.</translation>
    </message>
    <message>
        <source>Silence: “%1” went away, and this computer has no other sound device.</source>
        <translation>Stille: „%1“ ist nicht mehr da, und dieser Computer hat kein anderes Audiogerät.</translation>
    </message>
    <message>
        <source>This computer slept or stood still for %1. Your side.</source>
        <translation>Dieser Computer schlief oder stand still, mit einer Dauer von %1. Es liegt auf Ihrer Seite.</translation>
    </message>
    <message>
        <source>You are back; what you missed is being fetched.</source>
        <translation>Sie sind wieder da; das Verpasste wird geholt.</translation>
    </message>
    <message>
        <source>You hear the event again.</source>
        <translation>Sie hören die Veranstaltung wieder.</translation>
    </message>
    <message>
        <source>Earshot is connecting again now.</source>
        <translation>Earshot verbindet sich gerade wieder.</translation>
    </message>
    <message>
        <source>The sound comes back now.</source>
        <translation>Der Ton kommt jetzt zurück.</translation>
    </message>
    <message>
        <source>You hear this event %1 behind live, as you chose.</source>
        <translation>Sie hören diese Veranstaltung wie gewählt %1 hinter live.</translation>
    </message>
    <message>
        <source>It goes on from here, nothing is left out.</source>
        <translation>Von hier geht es weiter, nichts wird ausgelassen.</translation>
    </message>
    <message>
        <source>You are catching up: %1 behind live, live again in about %2.</source>
        <translation>Sie holen auf: %1 hinter live, wieder live in etwa %2.</translation>
    </message>
    <message>
        <source>It plays a little faster until then.</source>
        <translation>Bis dahin läuft es etwas schneller.</translation>
    </message>
    <message>
        <source>You hear a recording.</source>
        <translation>Sie hören eine Aufzeichnung.</translation>
    </message>
    <message>
        <source>You hear the recording “%1”.</source>
        <translation>Sie hören die Aufzeichnung „%1“.</translation>
    </message>
    <message>
        <source>At %1, %2 left. It needs no network.</source>
        <translation>Bei %1, noch %2. Ein Netz ist nicht nötig.</translation>
    </message>
    <message>
        <source>Nothing was missed in the last 10 minutes: %1 of silence, its words were played later.</source>
        <translation>In den letzten 10 Minuten ging nichts verloren: Auf %1 Stille folgte das Gesagte später.</translation>
    </message>
    <message>
        <source>You hear this event.</source>
        <translation>Sie hören diese Veranstaltung.</translation>
    </message>
    <message>
        <source>%1 does not answer yet; Earshot keeps trying.</source>
        <translation>%1 antwortet noch nicht; Earshot versucht es weiter.</translation>
    </message>
    <message>
        <source>Counts and stage list are frozen since %1.</source>
        <translation>Zahlen und Bühnenliste sind eingefroren, seit %1.</translation>
    </message>
    <message>
        <source>All live seats at %1 are taken.</source>
        <translation>Alle Live-Plätze bei %1 sind belegt.</translation>
    </message>
    <message>
        <source>A delayed stream is open to everybody.</source>
        <translation>Ein verzögerter Stream steht allen offen.</translation>
    </message>
    <message>
        <source>A delayed stream is open to everybody; the event began at %1.</source>
        <translation>Ein verzögerter Stream steht allen offen; die Veranstaltung begann %1.</translation>
    </message>
    <message>
        <source>A delayed stream is open to everybody; the event begins at %1.</source>
        <translation>Ein verzögerter Stream steht allen offen; die Veranstaltung beginnt %1.</translation>
    </message>
    <message>
        <source>Earshot keeps asking for a seat meanwhile.</source>
        <translation>Earshot fragt unterdessen weiter nach einem Platz.</translation>
    </message>
    <message>
        <source>Ask the host for the new link.</source>
        <translation>Fragen Sie die Veranstaltungsleitung nach dem neuen Link.</translation>
    </message>
    <message>
        <source>This computer’s clock is %1 slow by the date that %2 sends. Your side.</source>
        <translation>Die Uhr dieses Computers geht nach, mit einer Abweichung von %1 gegenüber dem Datum von %2. Es liegt auf Ihrer Seite.</translation>
    </message>
    <message>
        <source>This computer’s clock is %1 fast by the date that %2 sends. Your side.</source>
        <translation>Die Uhr dieses Computers geht vor, mit einer Abweichung von %1 gegenüber dem Datum von %2. Es liegt auf Ihrer Seite.</translation>
    </message>
    <message>
        <source>That is why your ticket looks invalid: set date and time right.</source>
        <translation>Darum sieht Ihr Ticket ungültig aus: Stellen Sie Datum und Uhrzeit richtig.</translation>
    </message>
    <message>
        <source>That is why the server’s certificate looks invalid: set date and time right.</source>
        <translation>Darum sieht das Zertifikat des Servers ungültig aus: Stellen Sie Datum und Uhrzeit richtig.</translation>
    </message>
    <message>
        <source>The certificate of %1 is only valid from %2 on. Server’s side.</source>
        <translation>Das Zertifikat von %1 gilt erst ab %2. Es liegt auf der Seite des Servers.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not valid yet. Server’s side.</source>
        <translation>Das Zertifikat von %1 gilt noch nicht. Es liegt auf der Seite des Servers.</translation>
    </message>
    <message>
        <source>This computer’s clock agrees with the server’s. Its operator must correct it.</source>
        <translation>Die Uhr dieses Computers stimmt mit der des Servers überein. Sein Betreiber muss es berichtigen.</translation>
    </message>
    <message>
        <source>Checking: you are connected again; what you missed is being fetched.</source>
        <translation>Prüfung: Sie sind wieder verbunden; das Verpasste wird geholt.</translation>
    </message>
    <message>
        <source>Not known yet: your connection and the server are fine, the archive did not answer.</source>
        <translation>Noch nicht bekannt: Ihre Verbindung und der Server sind in Ordnung, das Archiv hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>A log-in page of the network you are in answers in the place of %1.</source>
        <translation>Eine Anmeldeseite Ihres Netzes antwortet anstelle von %1.</translation>
    </message>
    <message>
        <source>The event server at %1 does not answer. Server’s side.</source>
        <translation>Der Veranstaltungsserver bei %1 antwortet nicht. Es liegt auf der Seite des Servers.</translation>
    </message>
    <message>
        <source>The event’s page can be read, so your network is fine.</source>
        <translation>Die Seite der Veranstaltung ist lesbar, Ihr Netz ist also in Ordnung.</translation>
    </message>
    <message>
        <source>Nothing answers at %1, neither the event server nor the event’s page.</source>
        <translation>Bei %1 antwortet nichts, weder der Veranstaltungsserver noch die Seite der Veranstaltung.</translation>
    </message>
    <message>
        <source>Earshot has given that connection up.</source>
        <translation>Earshot hat diese Verbindung aufgegeben.</translation>
    </message>
    <message>
        <source>Your connection is too slow for this event: the sound comes %1 late, and piles up.</source>
        <translation>Ihre Verbindung ist zu langsam für diese Veranstaltung: Der Ton kommt %1 zu spät und staut sich.</translation>
    </message>
    <message>
        <source>Ending other downloads helps. Should it last, the server ends the connection, and Earshot connects again.</source>
        <translation>Es hilft, andere Downloads zu beenden. Hält es an, trennt der Server die Verbindung, und Earshot verbindet sich neu.</translation>
    </message>
    <message>
        <source>%1 ended your connection because it was too slow to take what was sent. Your side.</source>
        <translation>%1 hat Ihre Verbindung getrennt, weil sie für das Gesendete zu langsam war. Es liegt auf Ihrer Seite.</translation>
    </message>
    <message>
        <source>Ending other downloads helps.</source>
        <translation>Es hilft, andere Downloads zu beenden.</translation>
    </message>
    <message>
        <source>Your connection delivers in bursts; the buffer grew to %1 ms, so that you hear no gaps.</source>
        <translation>Ihre Verbindung liefert in Schüben; der Puffer wuchs auf %1 ms, damit Sie keine Lücken hören.</translation>
    </message>
    <message>
        <source>You hear on: Earshot connects elsewhere before this connection ends.</source>
        <translation>Sie hören weiter: Earshot verbindet sich anderswo, bevor diese Verbindung endet.</translation>
    </message>
    <message>
        <source>Your ticket lets you listen, but not speak.</source>
        <translation>Mit Ihrem Ticket dürfen Sie zuhören, aber nicht sprechen.</translation>
    </message>
    <message>
        <source>Nobody hears you. Ask the host for a ticket that allows it.</source>
        <translation>Niemand hört Sie. Fragen Sie die Veranstaltungsleitung nach einem Ticket, das es erlaubt.</translation>
    </message>
    <message>
        <source>Your ticket does not let you hear this event.</source>
        <translation>Mit Ihrem Ticket dürfen Sie diese Veranstaltung nicht hören.</translation>
    </message>
    <message>
        <source>your microphone</source>
        <translation>Ihr Mikrofon</translation>
    </message>
    <message>
        <source>the microphone “%1”</source>
        <translation>das Mikrofon „%1“</translation>
    </message>
    <message>
        <source>You were taken off the stage.</source>
        <translation>Sie wurden von der Bühne genommen.</translation>
    </message>
    <message>
        <source>%1 has taken you off the stage.</source>
        <translation>%1 hat Sie von der Bühne genommen.</translation>
    </message>
    <message>
        <source>No reason was given.</source>
        <translation>Ein Grund wurde nicht genannt.</translation>
    </message>
    <message>
        <source>The reason given: “%1”.</source>
        <translation>Der genannte Grund: „%1“.</translation>
    </message>
    <message>
        <source>You go on listening; your microphone is closed.</source>
        <translation>Sie hören weiter zu; Ihr Mikrofon ist geschlossen.</translation>
    </message>
    <message>
        <source>Nobody hears you. Earshot goes on by itself as soon as it works.</source>
        <translation>Niemand hört Sie. Earshot macht von selbst weiter, sobald es funktioniert.</translation>
    </message>
    <message>
        <source>This computer has no microphone.</source>
        <translation>Dieser Computer hat kein Mikrofon.</translation>
    </message>
    <message>
        <source>Earshot may not use %1: the system does not allow it.</source>
        <translation>Earshot darf es nicht benutzen, %1: Das System erlaubt es nicht.</translation>
    </message>
    <message>
        <source>Nobody hears you. Allow it in the system’s privacy settings.</source>
        <translation>Niemand hört Sie. Erlauben Sie es in den Datenschutzeinstellungen des Systems.</translation>
    </message>
    <message>
        <source>Another program holds %1.</source>
        <translation>Ein anderes Programm belegt es gerade: %1.</translation>
    </message>
    <message>
        <source>Nobody hears you. End that program, or choose another microphone.</source>
        <translation>Niemand hört Sie. Beenden Sie jenes Programm oder wählen Sie ein anderes Mikrofon.</translation>
    </message>
    <message>
        <source>It was unplugged while you used it: %1.</source>
        <translation>Es wurde während der Benutzung getrennt: %1.</translation>
    </message>
    <message>
        <source>You talk, but %1 has given nothing but digital silence for %2.</source>
        <translation>Sie sprechen, aber seit %2 kommt nur digitale Stille: %1.</translation>
    </message>
    <message>
        <source>Look for a mute switch on it, or choose another microphone.</source>
        <translation>Suchen Sie einen Stummschalter daran oder wählen Sie ein anderes Mikrofon.</translation>
    </message>
    <message>
        <source>What is chosen as microphone records what this computer plays: it is no microphone.</source>
        <translation>Was als Mikrofon gewählt ist, nimmt auf, was dieser Computer abspielt: Es ist kein Mikrofon.</translation>
    </message>
    <message>
        <source>Everybody would hear themselves. Choose another microphone.</source>
        <translation>Alle würden sich selbst hören. Wählen Sie ein anderes Mikrofon.</translation>
    </message>
    <message>
        <source>You are heard in phone quality: %1 is a Bluetooth headset in its telephone mode.</source>
        <translation>Man hört Sie in Telefonqualität: %1 ist ein Bluetooth-Headset im Telefonmodus.</translation>
    </message>
    <message>
        <source>A microphone with a cable, or the computer’s own, sounds better.</source>
        <translation>Ein Mikrofon mit Kabel oder das des Computers klingt besser.</translation>
    </message>
    <message>
        <source>You talk, but your voice has not come back from the server for %1.</source>
        <translation>Sie sprechen, aber seit %1 kommt Ihre Stimme nicht vom Server zurück.</translation>
    </message>
    <message>
        <source>Whether you are heard is not known. Earshot keeps sending; wait with what matters.</source>
        <translation>Ob man Sie hört, ist nicht bekannt. Earshot sendet weiter; warten Sie mit Wichtigem.</translation>
    </message>
    <message>
        <source>You hear %1 with gaps: of what %1 sends, %2 % did not reach the server.</source>
        <translation>Sie hören %1 mit Lücken: Von dem, was %1 sendet, kamen %2 % nicht beim Server an.</translation>
    </message>
    <message>
        <source>You hear %1 with gaps: of what the event’s servers have of %1, %2 % does not reach yours.</source>
        <translation>Sie hören %1 mit Lücken: Von dem, was die Server der Veranstaltung von %1 haben, erreichen %2 % Ihren Server nicht.</translation>
    </message>
    <message>
        <source>You hear %1 with gaps: %2 % is lost before it reaches your connection. It is not known whether on %1’s side or in the servers.</source>
        <translation>Sie hören %1 mit Lücken: %2 % gehen vor Ihrer Verbindung verloren. Ob auf der Seite von %1 oder in den Servern, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>%1 sounds muffled: the sound comes without high tones from %1’s side, as from a telephone or a Bluetooth headset.</source>
        <translation>%1 klingt dumpf: Der Ton kommt dort schon in Telefonqualität, wie aus einem Telefon oder Bluetooth-Headset.</translation>
    </message>
    <message>
        <source>%1 sounds distorted: the sound comes overdriven from %1’s side (%2 % of it).</source>
        <translation>%1 klingt verzerrt: Der Ton kommt übersteuert von der Seite von %1 (%2 % davon).</translation>
    </message>
    <message>
        <source>A howl at %2 Hz comes from %1’s side, as of a microphone that picks up its own loudspeaker.</source>
        <translation>Von der Seite von %1 kommt ein Pfeifen bei %2 Hz, wie von einem Mikrofon, das den eigenen Lautsprecher aufnimmt.</translation>
    </message>
    <message>
        <source>All live seats were taken</source>
        <translation>Alle Live-Plätze waren belegt</translation>
    </message>
    <message>
        <source>Your connection was too slow</source>
        <translation>Ihre Verbindung war zu langsam</translation>
    </message>
    <message>
        <source>Your connection delivered in bursts</source>
        <translation>Ihre Verbindung lieferte in Schüben</translation>
    </message>
    <message>
        <source>This computer slept</source>
        <translation>Dieser Computer schlief</translation>
    </message>
    <message>
        <source>Your sound device was unplugged</source>
        <translation>Ihr Audiogerät wurde getrennt</translation>
    </message>
    <message>
        <source>You were taken off the stage</source>
        <translation>Sie wurden von der Bühne genommen</translation>
    </message>
    <message>
        <source>There was no microphone</source>
        <translation>Es gab kein Mikrofon</translation>
    </message>
    <message>
        <source>Your microphone was not allowed</source>
        <translation>Ihr Mikrofon war nicht erlaubt</translation>
    </message>
    <message>
        <source>Another program held your microphone</source>
        <translation>Ein anderes Programm belegte Ihr Mikrofon</translation>
    </message>
    <message>
        <source>Your microphone was unplugged</source>
        <translation>Ihr Mikrofon wurde getrennt</translation>
    </message>
    <message>
        <source>Your microphone gave silence</source>
        <translation>Ihr Mikrofon gab nur Stille</translation>
    </message>
    <message>
        <source>Your microphone was none</source>
        <translation>Ihr Mikrofon war keines</translation>
    </message>
    <message>
        <source>You were heard in phone quality</source>
        <translation>Man hörte Sie in Telefonqualität</translation>
    </message>
    <message>
        <source>Your voice did not come back</source>
        <translation>Ihre Stimme kam nicht zurück</translation>
    </message>
    <message>
        <source>You hear a recording</source>
        <translation>Sie hören eine Aufzeichnung</translation>
    </message>
    <message>
        <source>%1 was heard with gaps</source>
        <translation>%1 war mit Lücken zu hören</translation>
    </message>
    <message>
        <source>%1 sounded muffled</source>
        <translation>%1 klang dumpf</translation>
    </message>
    <message>
        <source>%1 sounded distorted</source>
        <translation>%1 klang verzerrt</translation>
    </message>
    <message>
        <source>%1’s microphone howled</source>
        <translation>Das Mikrofon von %1 pfiff</translation>
    </message>
    <message>
        <source>The device “%1” was unplugged. You hear the event over another device now.</source>
        <translation>Das Gerät „%1“ wurde getrennt. Sie hören die Veranstaltung jetzt über ein anderes Gerät.</translation>
    </message>
    <message>
        <source>The device “%1” was unplugged. You hear the event over “%2” now.</source>
        <translation>Das Gerät „%1“ wurde getrennt. Sie hören die Veranstaltung jetzt über „%2“.</translation>
    </message>
    <message>
        <source>The sound settings offer every device there is.</source>
        <translation>Die Audioeinstellungen bieten jedes vorhandene Gerät an.</translation>
    </message>
    <message>
        <source>Silence: your connection is too slow; %1’s answer has been on its way for %2.</source>
        <translation>Stille: Ihre Verbindung ist zu langsam; die Antwort von %1 ist seit %2 unterwegs.</translation>
    </message>
    <message>
        <source>You stay joined; Earshot connects again by itself if this lasts.</source>
        <translation>Sie bleiben dabei; hält es an, verbindet sich Earshot von selbst neu.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>You are heard: %1 of %2 listeners confirm audio.</source>
        <translation>Sie werden gehört: %1 von %2 Zuhörenden bestätigen Ton.</translation>
    </message>
    <message>
        <source>Your microphone was closed: another window is in front now.</source>
        <translation>Ihr Mikrofon wurde geschlossen: Ein anderes Fenster ist jetzt vorn.</translation>
    </message>
    <message>
        <source>Your microphone was closed: the system no longer tells whether the key is down.</source>
        <translation>Ihr Mikrofon wurde geschlossen: Das System sagt nicht mehr, ob die Taste gedrückt ist.</translation>
    </message>
    <message>
        <source>Your microphone was closed: the computer slept.</source>
        <translation>Ihr Mikrofon wurde geschlossen: Der Computer hat geschlafen.</translation>
    </message>
    <message>
        <source>Your microphone was closed: the device is gone.</source>
        <translation>Ihr Mikrofon wurde geschlossen: Das Gerät ist weg.</translation>
    </message>
    <message>
        <source>Your microphone was closed: your voice no longer came back from the server.</source>
        <translation>Ihr Mikrofon wurde geschlossen: Ihre Stimme kam nicht mehr vom Server zurück.</translation>
    </message>
    <message>
        <source>Your microphone was closed: Earshot itself stood still for a moment.</source>
        <translation>Ihr Mikrofon wurde geschlossen: Earshot selbst stand einen Moment still.</translation>
    </message>
    <message>
        <source>Your microphone was closed: the screen was locked.</source>
        <translation>Ihr Mikrofon wurde geschlossen: Der Bildschirm wurde gesperrt.</translation>
    </message>
    <message>
        <source>Your microphone was closed.</source>
        <translation>Ihr Mikrofon wurde geschlossen.</translation>
    </message>
    <message>
        <source>(%1 Hz)</source>
        <translation>(%1 Hz)</translation>
    </message>
    <message>
        <source>Feedback: your microphone hears your loudspeakers%1, so Earshot has muted it.</source>
        <translation>Rückkopplung: Ihr Mikrofon hört Ihre Lautsprecher%1, darum hat Earshot es stummgeschaltet.</translation>
    </message>
    <message>
        <source>Nobody hears you. Use headphones, or turn the loudspeakers down; then undo.</source>
        <translation>Niemand hört Sie. Nehmen Sie Kopfhörer oder stellen Sie die Lautsprecher leiser; dann machen Sie es rückgängig.</translation>
    </message>
    <message>
        <source>Feedback: your microphone hears your loudspeakers%1; Earshot has made you quieter.</source>
        <translation>Rückkopplung: Ihr Mikrofon hört Ihre Lautsprecher%1; Earshot hat Sie leiser gemacht.</translation>
    </message>
    <message>
        <source>Use headphones, or turn the loudspeakers down. It is muted if that does not help.</source>
        <translation>Nehmen Sie Kopfhörer oder stellen Sie die Lautsprecher leiser. Hilft das nicht, wird es stummgeschaltet.</translation>
    </message>
    <message>
        <source>The host has muted you.</source>
        <translation>Die Veranstaltungsleitung hat Sie stummgeschaltet.</translation>
    </message>
    <message>
        <source>%1 has muted you.</source>
        <translation>%1 hat Sie stummgeschaltet.</translation>
    </message>
    <message>
        <source>You stay on stage; only they can unmute you.</source>
        <translation>Sie bleiben auf der Bühne; nur die Veranstaltungsleitung kann das aufheben.</translation>
    </message>
    <message>
        <source>It does not work: %1%2.</source>
        <translation>Es funktioniert nicht: %1%2.</translation>
    </message>
    <message>
        <source>Nobody hears you. Earshot tries again by itself; another microphone may work at once.</source>
        <translation>Niemand hört Sie. Earshot versucht es von selbst wieder; ein anderes Mikrofon geht vielleicht sofort.</translation>
    </message>
    <message>
        <source>You are too loud for %1: %2 % of what you say is distorted.</source>
        <translation>Sie sind zu laut für %1: %2 % von dem, was Sie sagen, sind verzerrt.</translation>
    </message>
    <message>
        <source>Move away from it, or turn its level down in the system’s sound settings.</source>
        <translation>Gehen Sie weiter weg, oder stellen Sie den Pegel in den Audioeinstellungen des Systems niedriger.</translation>
    </message>
    <message>
        <source>You are heard muffled: %1 gives no high tones.</source>
        <translation>Man hört Sie dumpf: Hohe Töne fehlen – %1.</translation>
    </message>
    <message>
        <source>Another microphone sounds clearer; this is how telephones sound.</source>
        <translation>Ein anderes Mikrofon klingt klarer; so klingen Telefone.</translation>
    </message>
    <message>
        <source>Nobody hears you. Press to talk again.</source>
        <translation>Niemand hört Sie. Drücken Sie erneut, um zu sprechen.</translation>
    </message>
    <message>
        <source>You are on stage; your microphone is closed.</source>
        <translation>Sie sind auf der Bühne; Ihr Mikrofon ist geschlossen.</translation>
    </message>
    <message>
        <source>Nobody else speaks now. Press to talk.</source>
        <translation>Niemand sonst spricht gerade. Drücken Sie, um zu sprechen.</translation>
    </message>
    <message>
        <source>Your microphone did not work</source>
        <translation>Ihr Mikrofon funktionierte nicht</translation>
    </message>
    <message>
        <source>Your microphone fed back</source>
        <translation>Ihr Mikrofon koppelte zurück</translation>
    </message>
    <message>
        <source>You were too loud</source>
        <translation>Sie waren zu laut</translation>
    </message>
    <message>
        <source>You sounded muffled</source>
        <translation>Sie klangen dumpf</translation>
    </message>
    <message>
        <source>Your microphone was closed</source>
        <translation>Ihr Mikrofon wurde geschlossen</translation>
    </message>
    <message>
        <source>The host muted you</source>
        <translation>Die Veranstaltungsleitung hat Sie stummgeschaltet</translation>
    </message>
    <message>
        <source>You are on stage</source>
        <translation>Sie sind auf der Bühne</translation>
    </message>
    <message>
        <source>You are on the air</source>
        <translation>Sie sind auf Sendung</translation>
    </message>
    <message>
        <source>Checking whether you are heard …</source>
        <translation>Es wird geprüft, ob man Sie hört …</translation>
    </message>
    <message>
        <source>Your voice reaches the server. Nobody listens yet.</source>
        <translation>Ihre Stimme erreicht den Server. Noch hört niemand zu.</translation>
    </message>
    <message>
        <source>Your voice reaches the server. How many hear it is not known yet.</source>
        <translation>Ihre Stimme erreicht den Server. Wie viele sie hören, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>Your voice reaches the server. Listeners: %1; they confirm within seconds.</source>
        <translation>Ihre Stimme erreicht den Server. Zuhörer: %1; sie bestätigen innerhalb von Sekunden.</translation>
    </message>
    <message>
        <source>Your voice reaches the server, but no listener of %1 confirms audio.</source>
        <translation>Ihre Stimme erreicht den Server, aber von %1 Zuhörern bestätigt niemand Ton.</translation>
    </message>
    <message>
        <source>Your voice is on its way.</source>
        <translation>Ihre Stimme ist unterwegs.</translation>
    </message>
    <message>
        <source>Your voice came back from the server %1 ago, matches your microphone, %2 after you spoke.</source>
        <translation>Ihre Stimme kam vor %1 vom Server zurück, passt zu Ihrem Mikrofon, %2 nachdem Sie sprachen.</translation>
    </message>
    <message>
        <source>Your voice came back from the server %1 ago, matches your microphone.</source>
        <translation>Ihre Stimme kam vor %1 vom Server zurück und passt zu Ihrem Mikrofon.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgesagt.</translation>
    </message>
    <message>
        <source>Moved: it goes on at another place.</source>
        <translation>Umgezogen: Es geht an einem anderen Ort weiter.</translation>
    </message>
    <message>
        <source>Paused.</source>
        <translation>Unterbrochen.</translation>
    </message>
    <message>
        <source>Ended.</source>
        <translation>Beendet.</translation>
    </message>
    <message>
        <source>Postponed; told before: %1.</source>
        <translation>Verschoben; vorher angesagt: %1.</translation>
    </message>
    <message>
        <source>It was to begin at %1 and has not begun.</source>
        <translation>Es sollte um %1 beginnen und hat nicht begonnen.</translation>
    </message>
    <message>
        <source>It began at %1, %2 late.</source>
        <translation>Es begann um %1, %2 später als angesagt.</translation>
    </message>
    <message>
        <source>%1 of the recording are missing.</source>
        <translation>Von der Aufnahme fehlen %1.</translation>
    </message>
    <message>
        <source>The host says: %1</source>
        <translation>Vom Gastgeber: %1</translation>
    </message>
    <message>
        <source>Speakers: %1</source>
        <translation>Es sprechen: %1</translation>
    </message>
</context>
</TS>

"""What a document's verbs do on a leg."""

from ringback.languages.twiml.voice import effects as twiml
from ringback.switch.verbs import asking, conferring, connecting, dequeuing, queueing, recording, referring, speaking

VERBS = {
    twiml.Say: speaking.say,
    twiml.Play: speaking.play,
    twiml.PlayDigits: speaking.play_digits,
    twiml.Pause: speaking.pause,
    twiml.Gather: asking.gather,
    twiml.Record: recording.record,
    twiml.StartRecording: recording.start,
    twiml.StopRecording: recording.stop,
    twiml.Dial: connecting.dial,
    twiml.DialConference: conferring.confer,
    twiml.DialQueue: dequeuing.dial_queue,
    twiml.Enqueue: queueing.enqueue,
    twiml.Refer: referring.refer,
}

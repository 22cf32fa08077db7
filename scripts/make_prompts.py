"""Speaks the prompts that ship with Ringback into src/ringback/speech/prompts: `python scripts/make_prompts.py`.

Needs the extra `ringback[speech]`. Run it when the voice, or how it is made loud, has changed.
"""

import wave

from ringback.speech import prompts
from ringback.speech.engines.joe import Joe
from ringback.speech.model import RATE_HZ, Phrase


def main() -> None:
    joe = Joe()
    for text, name in prompts.SHIPPED.items():
        pcm = joe.speak(Phrase(text, voice="joe"))
        path = f"{next(iter(prompts.__path__))}/{name}"
        with wave.open(path, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(pcm)
        print(f"{path}: {len(pcm) / 2 / RATE_HZ:.2f} s")


if __name__ == "__main__":
    main()

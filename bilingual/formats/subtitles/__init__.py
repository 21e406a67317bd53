"""Subtitles, for both directions: SubRip (``.srt``), WebVTT (``.vtt``), Advanced SubStation Alpha
(``.ass``, ``.ssa``)."""

FROM python:3
COPY *.whl .
RUN pip install --no-index --no-cache-dir *.whl
COPY server.py .
CMD ["sh", "-c", "bake-bread && exec python server.py"]
